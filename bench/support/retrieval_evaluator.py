"""Evaluates given embeddings with sentence-transformers' InformationRetrievalEvaluator and with pytrec_eval, on one thread.

Reads a task as JSON: {"queries", "passages": files of float32 rows, "dimensions", "relevant": candidates of each query,
"queryLanguage", "candidateLanguage": numbers}. Prints {"version", "evaluator": seconds and processor seconds of the
multilingual setting, "settings": of all three, an evaluator for every pair of languages beside it, "pytrec": the
first again by pytrec_eval, "map": mAP@100 of both}.
"""

import json
import sys
import time

import numpy as np
import pytrec_eval
import sentence_transformers
import torch
from sentence_transformers.sentence_transformer.evaluation import InformationRetrievalEvaluator
from sentence_transformers.util import cos_sim

torch.set_num_threads(1)
task = json.load(open(sys.argv[1], encoding="utf-8"))


def read(file):
    return torch.from_numpy(np.fromfile(file, dtype=np.float32).reshape(-1, task["dimensions"]))


vectors = {"q": read(task["queries"]), "d": read(task["passages"])}
queries = {f"q{i}": f"q{i}" for i in range(len(vectors["q"]))}
corpus = {f"d{i}": f"d{i}" for i in range(len(vectors["d"]))}
relevant = {f"q{i}": {f"d{j}" for j in own} for i, own in enumerate(task["relevant"])}


class Given:
    """An encoder that has its embeddings already."""

    similarity_fn_name = "cosine"

    def encode_query(self, texts, **_):
        return vectors["q"][[int(text[1:]) for text in texts]]

    def encode_document(self, texts, **_):
        return vectors["d"][[int(text[1:]) for text in texts]]


def timed(work):
    start, before = time.perf_counter(), time.process_time()
    value = work()
    return value, [time.perf_counter() - start, time.process_time() - before]


evaluator = InformationRetrievalEvaluator(
    queries, corpus, relevant, score_functions={"cosine": cos_sim}, write_csv=False
)
scores, evaluator_time = timed(lambda: evaluator.compute_metrices(Given()))


def by_language(numbers):
    return [[i for i, own in enumerate(numbers) if own == number] for number in range(max(numbers) + 1)]


def of_pair(rows, columns):
    """Queries of one language against the candidates of one: the monolingual and the cross-lingual setting."""
    pool = {f"d{column}" for column in columns}
    judged = {f"q{row}": relevant[f"q{row}"] & pool for row in rows}
    own = {query: text for query, text in queries.items() if judged.get(query)}
    return InformationRetrievalEvaluator(
        own, {name: name for name in pool}, judged, score_functions={"cosine": cos_sim}, write_csv=False
    )


pairs = [
    of_pair(rows, columns)
    for rows in by_language(task["queryLanguage"])
    for columns in by_language(task["candidateLanguage"])
]
_, pairs_time = timed(lambda: [pair.compute_metrices(Given()) for pair in pairs])


def trec():
    """The first 100 of each query for pytrec_eval, from one product."""
    run = {}
    for first in range(0, len(vectors["q"]), 512):
        values, places = torch.topk(vectors["q"][first : first + 512] @ vectors["d"].T, 100)
        for row, (own, at) in enumerate(zip(values.tolist(), places.tolist())):
            run[f"q{first + row}"] = {f"d{place}": value for place, value in zip(at, own)}
    qrels = {query: dict.fromkeys(own, 1) for query, own in relevant.items()}
    measures = {"map_cut_100", "ndcg_cut_10", "recall_1,10,100", "P_1,5,10", "recip_rank", "success_1,10"}
    return pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(run)


per_query, pytrec_time = timed(trec)
print(
    json.dumps(
        {
            "version": sentence_transformers.__version__,
            "evaluator": evaluator_time,
            "settings": [sum(times) for times in zip(evaluator_time, pairs_time)],
            "pytrec": pytrec_time,
            "map": [
                scores["cosine"]["map@k"][100],
                sum(values["map_cut_100"] for values in per_query.values()) / len(per_query),
            ],
        }
    )
)
