"""Exports an encoder directory to ONNX in float32: python export_onnx.py DIRECTORY FILE.

Inputs input_ids and attention_mask [texts, tokens], output last_hidden_state, as the models that transformers.js loads.
"""

import sys

import torch
from transformers import AutoModel

model = AutoModel.from_pretrained(sys.argv[1], dtype=torch.float32, attn_implementation="eager").eval()


class Encoder(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


ids = torch.ones((2, 7), dtype=torch.int64)
axes = {0: "texts", 1: "tokens"}
torch.onnx.export(
    Encoder(),
    (ids, ids),
    sys.argv[2],
    input_names=["input_ids", "attention_mask"],
    output_names=["last_hidden_state"],
    dynamic_axes={"input_ids": axes, "attention_mask": axes, "last_hidden_state": axes},
    opset_version=17,
    dynamo=False,
)
