"""Does the job with PyTorch: one tensor of floats in memory, index_select per batch, no loader and no workers."""

import time

import mnist_idx
import torch


def main():
    job = mnist_idx.job()
    if job.threads > 0:
        torch.set_num_threads(job.threads)
    torch.manual_seed(42)
    train_x, train_y, test_x, test_y = mnist_idx.load(job.images)
    x, y, test = torch.from_numpy(train_x), torch.from_numpy(train_y), torch.from_numpy(test_x)
    # nn.Linear draws weights and biases within ±1/sqrt(inputs), which is fanInUniform.
    network = torch.nn.Sequential(
        torch.nn.Linear(784, job.hidden), torch.nn.ReLU(), torch.nn.Linear(job.hidden, 10)
    )
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

    def predict():
        with torch.inference_mode():
            return torch.softmax(network(test), 1).argmax(1).numpy()

    evaluation = mnist_idx.evaluate(predict, test_y)
    mnist_idx.print_result("pytorch", torch.__version__, job.threads, training_seconds, epoch_seconds, evaluation)


if __name__ == "__main__":
    main()
