"""Times training steps of a BERT encoder with PyTorch on one thread: reads a task as JSON, prints a result as JSON.

Task: {"encoder": directory or null, "config": settings of BertConfig, "queries": token ids per text, "passages": the
same, "steps": number}. As sentence-transformers trains: queries and passages each padded to their longest text, mean
pooling, cosine scores / 0.05, cross entropy, clipping to norm 1, AdamW of all parameters.
"""

import json
import sys
import time

import torch
from transformers import AutoModel, BertConfig, BertModel

torch.set_num_threads(1)
torch.manual_seed(0)
task = json.load(open(sys.argv[1], encoding="utf-8"))
config = BertConfig(**task["config"], hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
if task["encoder"]:
    model = AutoModel.from_pretrained(task["encoder"], config=config, dtype=torch.float32)
else:
    model = BertModel(config)
model.train()
optimiser = torch.optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01)


def padded(texts):
    longest = max(map(len, texts))
    ids = torch.tensor([text + [config.pad_token_id] * (longest - len(text)) for text in texts])
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts])
    return {"input_ids": ids, "attention_mask": mask}


def embed(batch):
    hidden = model(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1).float()
    return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=1)


queries, passages = padded(task["queries"]), padded(task["passages"])
target = torch.arange(len(task["queries"]))
times, processor, losses = [], [], []
for _ in range(task["steps"] + 1):
    start, before = time.perf_counter(), time.process_time()
    loss = torch.nn.functional.cross_entropy(embed(queries) @ embed(passages).T / 0.05, target)
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    losses.append(loss.item())
    times.append(1000 * (time.perf_counter() - start))
    processor.append(1000 * (time.process_time() - before))
rows = queries["input_ids"].numel() + passages["input_ids"].numel()
result = {"version": torch.__version__, "rows": rows, "losses": losses}
print(json.dumps({**result, "milliseconds": times[1:], "processor": processor[1:]}))
