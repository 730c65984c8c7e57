"""Embeds texts with the real sentence-transformers, for the test that opens what Isoglot has exported.

Reads {"folder", "texts", "prompts"} as JSON from stdin. Writes {"version", "modules", "embeddings": one list of vectors
a prompt, "card": the front matter as the hub's own library reads it} to stdout.
"""

import json
import sys

import sentence_transformers
from huggingface_hub import ModelCard
from sentence_transformers import SentenceTransformer

request = json.load(sys.stdin)
model = SentenceTransformer(request["folder"], device="cpu", local_files_only=True)
embeddings = [
    model.encode(request["texts"], prompt=prompt, normalize_embeddings=True).tolist()
    for prompt in request["prompts"]
]
json.dump(
    {
        "version": sentence_transformers.__version__,
        "modules": [type(module).__name__ for module in model],
        "embeddings": embeddings,
        "card": ModelCard.load(request["folder"] + "/README.md").data.to_dict(),
    },
    sys.stdout,
)
