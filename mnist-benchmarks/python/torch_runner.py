"""Does the job with PyTorch: one tensor of floats in memory, index_select per batch, no loader and no workers."""

import time

import mnist_idx
import torch


def main():
    job = mnist_idx.job("channels-last")
    if job.threads > 0:
        torch.set_num_threads(job.threads)
    torch.manual_seed(42)
    train_x, train_y, test_x, test_y = mnist_idx.load(job.images)
    x, y, test = torch.from_numpy(train_x), torch.from_numpy(train_y), torch.from_numpy(test_x)
    if job.network == "conv":
        x, test = x.reshape(-1, 1, 28, 28), test.reshape(-1, 1, 28, 28)
    network = sequential(job)
    if job.channels_last:
        layout = torch.channels_last
        x, test = x.contiguous(memory_format=layout), test.contiguous(memory_format=layout)
        network = network.to(memory_format=layout)
    loss = torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001)

    epoch_seconds = []
    begin = time.perf_counter()
    for _ in range(job.epochs):
        epoch_begin = time.perf_counter()
        for chosen in torch.randperm(len(y)).split(job.batch):
            optimizer.zero_grad(set_to_none=True)
            loss(network(x.index_select(0, chosen)), y.index_select(0, chosen)).backward()
            optimizer.step()
        epoch_seconds.append(time.perf_counter() - epoch_begin)
    training_seconds = time.perf_counter() - begin

    times, images_per_call = mnist_idx.NETWORKS[job.network]

    def predict():
        with torch.inference_mode():
            pieces = [torch.softmax(network(piece), 1).argmax(1) for piece in test.split(images_per_call)]
            return torch.cat(pieces).numpy()

    evaluation = mnist_idx.evaluate(predict, test_y, times)
    mnist_idx.print_result("pytorch", torch.__version__, job.threads, training_seconds, epoch_seconds, evaluation)


def sequential(job):
    """Both kinds of layer draw weights and biases within ±1/sqrt(inputs), which is fanInUniform."""
    nn = torch.nn
    inputs, maps = 784, []
    if job.network == "conv":
        inputs = 5 * 5 * 64
        maps = [nn.Conv2d(1, 32, 3), nn.ReLU(), nn.MaxPool2d(2)]
        maps += [nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()]
    return nn.Sequential(*maps, nn.Linear(inputs, job.hidden), nn.ReLU(), nn.Linear(job.hidden, 10))


if __name__ == "__main__":
    main()
