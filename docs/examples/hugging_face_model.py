#!/usr/bin/env python3
"""A Hugging Face audio-classification model, as a program that ser-audit can audit over a pipe.

    hugging_face_model.py MODEL          MODEL is a folder or a name on the hub
    hugging_face_model.py --tiny FOLDER  makes a tiny model with random weights, to try the pipe with

Tried with Python 3.11, torch 2.13.0 (CPU), transformers 5.24.0 and soundfile 0.14.0.
"""
import json
import os
import sys

EMOTIONS = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]

# What models call the emotions. A label that is not here (calm, boredom, other) is left out, and the
# seven are made to sum to 1 again: say so when you publish numbers.
SPELLINGS = {
    "angry": "angry", "anger": "angry", "ang": "angry",
    "disgust": "disgust", "disgusted": "disgust", "dis": "disgust",
    "fear": "fear", "fearful": "fear", "fea": "fear",
    "happy": "happy", "happiness": "happy", "joy": "happy", "hap": "happy",
    "neutral": "neutral", "neu": "neutral",
    "sad": "sad", "sadness": "sad",
    "surprise": "surprise", "surprised": "surprise", "ps": "surprise",
}


def main(name):
    # Whatever a library prints goes to standard error; answers alone go to standard output.
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)

    import soundfile
    import torch
    from transformers import AutoFeatureExtractor, AutoModelForAudioClassification

    # One recording at a time: on a busy machine threads wait for each other. Large models like more.
    torch.set_num_threads(1)
    extractor = AutoFeatureExtractor.from_pretrained(name)
    model = AutoModelForAudioClassification.from_pretrained(name).eval()
    if extractor.sampling_rate != 16000:
        sys.exit(f"{name} wants {extractor.sampling_rate} Hz; resample what you are given (16 kHz)")
    places = {}
    for index, label in model.config.id2label.items():
        places.setdefault(SPELLINGS.get(label.lower()), []).append(int(index))
    missing = [emotion for emotion in EMOTIONS if emotion not in places]
    print(f"{name}: never answers {missing or 'nothing of the seven'}", file=sys.stderr)
    if len(missing) == len(EMOTIONS):
        sys.exit(f"{name} names none of the seven: {list(model.config.id2label.values())}")

    for line in sys.stdin:
        path = json.loads(line)["path"]
        try:
            samples, rate = soundfile.read(path, dtype="float32")
            inputs = extractor(samples, sampling_rate=rate, return_tensors="pt")
            with torch.no_grad():
                shares = model(**inputs).logits[0].double().softmax(-1)
            kept = [sum(float(shares[i]) for i in places.get(name, [])) for name in EMOTIONS]
            answer = {"path": path}
            answer.update({"p_" + n: value / sum(kept) for n, value in zip(EMOTIONS, kept)})
        except Exception as error:
            answer = {"path": path, "error": str(error)}
        print(json.dumps(answer), file=answers)


def tiny(folder):
    import torch
    from transformers import (
        Wav2Vec2Config,
        Wav2Vec2FeatureExtractor,
        Wav2Vec2ForSequenceClassification,
    )

    torch.manual_seed(0)
    labels = ["neutral", "calm", "happy", "sad", "angry", "fearful", "disgust", "surprised"]
    config = Wav2Vec2Config(
        hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        conv_dim=(16, 16, 16), conv_stride=(10, 8, 4), conv_kernel=(20, 16, 8),
        num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=2, classifier_proj_size=16,
        id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)})
    Wav2Vec2ForSequenceClassification(config).save_pretrained(folder)
    Wav2Vec2FeatureExtractor(sampling_rate=16000).save_pretrained(folder)


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--tiny":
        tiny(sys.argv[2])
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit(__doc__)
