"""Does the job with PyTorch: one tensor of floats in memory, index_select per batch, no loader and no workers."""

import json
import time
from pathlib import Path

import mnist_idx
import torch
import torch_network


def main():
    job = mnist_idx.job("channels-last", config="a file that says what is trained, instead of the other options")
    config = json.loads(Path(job.config).read_text()) if job.config else experiment(job)
    torch_network.check_training(config)
    epochs, batch = config["training"]["epochs"], config["training"].get("batchSize", 128)
    if job.threads > 0:
        torch.set_num_threads(job.threads)
    torch.manual_seed(config.get("seed", 42))
    train_x, train_y, test_x, test_y = mnist_idx.load(job.images, job.data)
    x, y, test = torch.from_numpy(train_x), torch.from_numpy(train_y), torch.from_numpy(test_x)
    if torch_network.takes_maps(config):
        x, test = x.reshape(-1, 1, 28, 28), test.reshape(-1, 1, 28, 28)
    network = torch_network.network(config)
    if job.channels_last:
        layout = torch.channels_last
        x, test = x.contiguous(memory_format=layout), test.contiguous(memory_format=layout)
        network = network.to(memory_format=layout)
    loss = torch_network.loss(config)
    optimizer = torch_network.optimizer(config, network.parameters())
    schedule = torch_network.schedule(config, optimizer, epochs * -(-len(y) // batch))

    epoch_seconds = []
    begin = time.perf_counter()
    for _ in range(epochs):
        epoch_begin = time.perf_counter()
        for chosen in torch.randperm(len(y)).split(batch):
            optimizer.zero_grad(set_to_none=True)
            loss(network(x.index_select(0, chosen)), y.index_select(0, chosen)).backward()
            optimizer.step()
            schedule.step()
        epoch_seconds.append(time.perf_counter() - epoch_begin)
    training_seconds = time.perf_counter() - begin

    network.eval()
    times, images_per_call = mnist_idx.OF_A_FILE if job.config else mnist_idx.NETWORKS[job.network]

    def predict():
        with torch.inference_mode():
            pieces = [torch.softmax(network(piece), 1).argmax(1) for piece in test.split(images_per_call)]
            return torch.cat(pieces).numpy()

    evaluation = mnist_idx.evaluate(predict, test_y, times)
    mnist_idx.print_result("pytorch", torch.__version__, job.threads, training_seconds, epoch_seconds, evaluation)


def experiment(job):
    """The configuration of the enum Network."""
    hidden = [{"type": "dense", "units": job.hidden, "init": "fanInUniform"}]
    maps = []
    if job.network == "conv":
        for filters in (32, 64):
            maps += [{"type": "conv2d", "filters": filters, "kernel": 3, "init": "fanInUniform"}, {"type": "maxPool2d"}]
    return {
        "seed": job.seed,
        "input": {"height": 28, "width": 28, "channels": 1},
        "classes": 10,
        "layers": maps + hidden,
        "output": {"init": "fanInUniform"},
        "training": {"epochs": job.epochs, "batchSize": job.batch},
    }


if __name__ == "__main__":
    main()
