"""Makes an experiment's network, loss and optimizer in PyTorch from its JSON; what is unknown is refused by name.

Shapes, defaults and formulas are those of docs/configuration.md. Weights are drawn as the initializer says, from
PyTorch's own generator.
"""

import math

from torch import nn, optim

REQUIRED = object()
LAYERS = {
    "dense": {"units": REQUIRED, "activation": "relu", "init": "heNormal"},
    "conv2d": {
        "filters": REQUIRED,
        "kernel": REQUIRED,
        "stride": 1,
        "padding": "valid",
        "activation": "relu",
        "init": "heNormal",
    },
    "maxPool2d": {"window": 2, "stride": 2},
    "avgPool2d": {"window": 2, "stride": 2},
    "globalAvgPool": {},
    "batchNorm": {"momentum": 0.1, "epsilon": 1e-5, "activation": "identity"},
    "flatten": {},
    "dropout": {"rate": REQUIRED},
}
ADAM = {"learningRate": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
OPTIMIZERS = {
    "adam": ADAM,
    "adamW": {**ADAM, "weightDecay": 0.01},
    "sgd": {"learningRate": REQUIRED, "momentum": 0, "nesterov": False},
    "rmsProp": {"learningRate": 0.001, "rho": 0.9, "epsilon": 1e-8},
}
LOSSES = {"crossEntropy": {"labelSmoothing": 0}}
ACTIVATIONS = {
    "relu": lambda: [nn.ReLU()],
    "tanh": lambda: [nn.Tanh()],
    "sigmoid": lambda: [nn.Sigmoid()],
    "leakyRelu": lambda: [nn.LeakyReLU(0.01)],
    "identity": lambda: [],
}
INITIALIZERS = {
    "heNormal": lambda weight: nn.init.kaiming_normal_(weight, nonlinearity="relu"),
    "heUniform": lambda weight: nn.init.kaiming_uniform_(weight, nonlinearity="relu"),
    "xavier": nn.init.xavier_uniform_,
    "fanInUniform": None,  # what the modules do by themselves
}
# What the runner's loop does not do must have its default.
PLAIN_TRAINING = {
    "warmUpEpochs": 0,
    "gradientClipping": {"type": "none"},
    "augmentation": [],
    "averaging": {"type": "none"},
    "validationFraction": 0,
    "earlyStopping": {"type": "none"},
}
TRAINING = {"optimizer", "schedule", "epochs", "batchSize", "engine", *PLAIN_TRAINING}
SCHEDULES = {"constant": {}, "oneCycle": {"riseShare": 0.3, "startFactor": 0.04, "finalFactor": 4e-6}}


class Refused(ValueError):
    """Something that this mapping does not know."""


def known(path, name, names):
    if name not in names:
        raise Refused(f"{path}: {name!r} is not one of {', '.join(sorted(names))}")
    return names[name]


def fields(path, given, types):
    """The type of a part, and its fields with the defaults filled in."""
    kind = given.get("type")
    defaults = known(path + ".type", kind, types)
    own = {name: value for name, value in given.items() if name != "type"}
    for name in own:
        known(path, name, defaults)
    values = {**defaults, **own}
    for name, value in values.items():
        if value is REQUIRED:
            raise Refused(f"{path}.{name} is missing")
    return kind, values


def check_training(config):
    """Refuses what a plain loop over shuffled batches does not do."""
    for name, value in config["training"].items():
        known("training", name, dict.fromkeys(TRAINING))
        if name in PLAIN_TRAINING and value != PLAIN_TRAINING[name]:
            raise Refused(f"training.{name} is not supported: {value}")
    schedule_fields(config)


def takes_maps(config):
    """Whether the network takes images as [n, channels, height, width]; one that begins with a dense layer has rows."""
    first = next((layer["type"] for layer in config["layers"] if layer["type"] != "dropout"), "dense")
    return first not in ("dense", "flatten")


def network(config):
    return nn.Sequential(*[module for modules in layers(config) for module in modules])


def layers(config):
    """The modules of each layer of the configuration, and last those of the output, without its softmax."""
    image = config["input"]
    shape = (image["channels"], image["height"], image["width"])
    if not takes_maps(config):
        shape = (shape[0] * shape[1] * shape[2],)
    made = []
    for i, layer in enumerate(config["layers"]):
        modules, shape = Mapping(f"layers[{i}]", layer, shape).modules()
        made.append(modules)
    output = {"units": config["classes"], "init": config.get("output", {}).get("init", "xavier")}
    modules, _ = Mapping("output", {"type": "dense", "activation": "identity", **output}, shape).modules()
    return made + [modules]


class Mapping:
    """One layer on an input of some shape: (units,), or (channels, height, width)."""

    def __init__(self, path, layer, shape):
        self.path, self.shape = path, shape
        self.kind, self.values = fields(path, layer, LAYERS)

    def modules(self):
        """The modules, and the shape of their output."""
        modules, shape = getattr(self, self.kind)()
        if "activation" in self.values:
            modules += known(self.path + ".activation", self.values["activation"], ACTIVATIONS)()
        return modules, shape

    def initialized(self, module):
        draw = known(self.path + ".init", self.values["init"], INITIALIZERS)
        if draw is not None:
            draw(module.weight)
            nn.init.zeros_(module.bias)
        return module

    def dense(self):
        before, (units,) = self.flatten()
        return before + [self.initialized(nn.Linear(units, self.values["units"]))], (self.values["units"],)

    def conv2d(self):
        channels, height, width = self.shape
        filters, kernel, stride = (self.values[name] for name in ("filters", "kernel", "stride"))
        known(self.path + ".padding", self.values["padding"], {"same": None, "valid": None})
        (top, bottom), (left, right) = (self.zeros(side, kernel, stride) for side in (height, width))
        sides = (outputs(height + top + bottom, kernel, stride), outputs(width + left + right, kernel, stride))
        if top == bottom and left == right:
            before, padding = [], (top, left)
        else:
            before, padding = [nn.ZeroPad2d((left, right, top, bottom))], 0
        convolution = self.initialized(nn.Conv2d(channels, filters, kernel, stride, padding))
        return before + [convolution], (filters, *sides)

    def zeros(self, inputs, kernel, stride):
        """How many zeros go before and after one side; an odd one goes after."""
        if self.values["padding"] == "valid":
            return 0, 0
        added = max(0, ((inputs + stride - 1) // stride - 1) * stride + kernel - inputs)
        return added // 2, added - added // 2

    def maxPool2d(self):
        return self.pooled(nn.MaxPool2d)

    def avgPool2d(self):
        return self.pooled(nn.AvgPool2d)

    def pooled(self, kind):
        window, stride = self.values["window"], self.values["stride"]
        channels, height, width = self.shape
        return [kind(window, stride)], (channels, outputs(height, window, stride), outputs(width, window, stride))

    def globalAvgPool(self):
        return [nn.AdaptiveAvgPool2d(1), nn.Flatten()], self.shape[:1]

    def batchNorm(self):
        kind = nn.BatchNorm2d if len(self.shape) == 3 else nn.BatchNorm1d
        return [kind(self.shape[0], self.values["epsilon"], self.values["momentum"])], self.shape

    def flatten(self):
        if len(self.shape) == 1:
            return [], self.shape
        channels, height, width = self.shape
        return [nn.Flatten()], (channels * height * width,)

    def dropout(self):
        return [nn.Dropout(self.values["rate"])], self.shape


def outputs(inputs, window, stride):
    return (inputs - window) // stride + 1


def loss(config):
    _, values = fields("loss", config.get("loss", {"type": "crossEntropy"}), LOSSES)
    return nn.CrossEntropyLoss(label_smoothing=values["labelSmoothing"])


def optimizer(config, parameters):
    kind, values = fields("training.optimizer", config["training"].get("optimizer", {"type": "adam"}), OPTIMIZERS)
    parameters, rate = list(parameters), values["learningRate"]
    if kind == "sgd":
        return optim.SGD(parameters, rate, momentum=values["momentum"], nesterov=values["nesterov"])
    if kind == "rmsProp":
        return optim.RMSprop(parameters, rate, alpha=values["rho"], eps=values["epsilon"])
    moments = {"betas": (values["beta1"], values["beta2"]), "eps": values["epsilon"]}
    if kind == "adam":
        return optim.Adam(parameters, rate, **moments)
    decayed = {"params": [p for p in parameters if p.dim() > 1], "weight_decay": values["weightDecay"]}
    others = {"params": [p for p in parameters if p.dim() == 1], "weight_decay": 0}
    return optim.AdamW([decayed, others], rate, **moments)


def schedule_fields(config):
    return fields("training.schedule", config["training"].get("schedule", {"type": "constant"}), SCHEDULES)


def schedule(config, made, steps):
    """Sets the learning rate of an optimizer before each of so many steps, from 0 up."""
    kind, values = schedule_fields(config)
    if kind == "constant":
        return optim.lr_scheduler.LambdaLR(made, lambda step: 1)
    start, final, peak = values["startFactor"], values["finalFactor"], values["riseShare"] * steps

    def factor(step):
        if step < peak:
            return start + (1 - start) * (1 - math.cos(math.pi * step / peak)) / 2
        return final + (1 - final) * (1 + math.cos(math.pi * (step - peak) / (steps - peak))) / 2

    return optim.lr_scheduler.LambdaLR(made, factor)
