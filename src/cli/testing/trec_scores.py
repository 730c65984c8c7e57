"""Scores a TREC run with the real pytrec_eval and ranx, for the test that compares them with Isoglot.

Reads {"run", "qrels", "pytrec_eval": measures, "ranx": measures} as JSON from stdin. Writes {"pytrec_eval": measure by
query by measure, "ranx": the same} to stdout.
"""

import json
import sys

import pytrec_eval
import ranx

request = json.load(sys.stdin)
with open(request["run"], encoding="utf-8") as file:
    run = pytrec_eval.parse_run(file)
with open(request["qrels"], encoding="utf-8") as file:
    qrels = pytrec_eval.parse_qrel(file)
evaluator = pytrec_eval.RelevanceEvaluator(qrels, set(request["pytrec_eval"]))

ranx_run = ranx.Run.from_file(request["run"], kind="trec")
ranx_qrels = ranx.Qrels.from_file(request["qrels"], kind="trec")
ranx.evaluate(ranx_qrels, ranx_run, request["ranx"])
json.dump(
    {
        "pytrec_eval": evaluator.evaluate(run),
        "ranx": {
            measure: {query: float(value) for query, value in ranx_run.scores[measure].items()}
            for measure in request["ranx"]
        },
    },
    sys.stdout,
)
