"""Writes the weights of a Keras 3 Sequential model as safetensors, as mnist4j imports them: keras_weights.save(model, path).

Keras has its weights as [inputs][outputs] and flattens feature maps channels last; PyTorch and mnist4j have them as
[outputs][inputs] and flatten channels first.
"""

import numpy as np
from safetensors.numpy import save_file

NORMALIZATION = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def state(model):
    """Names and layouts as in PyTorch; the number in a name is the layer's position."""
    tensors, flattened = {}, None
    for i, layer in enumerate(model.layers):
        kind = type(layer).__name__
        if kind == "Flatten":
            flattened = layer.input.shape[1:]
        for variable in layer.weights:
            value = np.asarray(variable).astype(np.float32)
            if kind == "Conv2D" and variable.name == "kernel":
                name, value = "weight", value.transpose(3, 2, 0, 1)  # from [rows][columns][in][out]
            elif kind == "Dense" and variable.name == "kernel":
                name, value = "weight", channels_first(value, flattened).T
                flattened = None
            elif kind == "BatchNormalization":
                name = NORMALIZATION[variable.name]
                value = value if flattened is None else channels_first(value, flattened)
            elif kind in ("Conv2D", "Dense") and variable.name == "bias":
                name = "bias"
            else:
                raise ValueError(f"layer {i}, {kind}: its {variable.name} has no counterpart in mnist4j")
            tensors[f"{i}.{name}"] = np.ascontiguousarray(value)
    return tensors


def channels_first(values, shape):
    """Values [height * width * channels][...] of a flattened map of this shape as [channels * height * width][...]."""
    if shape is None or len(shape) < 3:
        return values
    rest = values.shape[1:]
    return np.moveaxis(values.reshape(*shape, *rest), 2, 0).reshape(-1, *rest)


def save(model, path):
    save_file(state(model), path)
