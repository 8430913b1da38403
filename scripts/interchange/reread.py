"""Reads a model file with the safetensors package and writes it anew.

Usage: reread.py MODEL NEW. Prints what was found in MODEL, as JSON.
"""

import json
import sys

from safetensors import safe_open
from safetensors.numpy import save_file

with safe_open(sys.argv[1], framework="numpy") as file:
    metadata = file.metadata()
    arrays = {name: file.get_tensor(name) for name in file.keys()}
save_file(arrays, sys.argv[2], metadata)
facts = json.loads(metadata["facts"])
print(
    json.dumps(
        {
            "arrays": {
                name: {"dtype": str(array.dtype), "shape": array.shape}
                for name, array in arrays.items()
            },
            "metadata": metadata,
            "labels": facts["labels"],
            "melBands": facts["recipe"]["features"]["melBands"],
            "split": facts["split"],
        }
    )
)
