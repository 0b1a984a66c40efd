"""Does the job with scikit-learn's MLPClassifier, in float32; its initialiser is Glorot's, and epochs go untimed."""

import sys
import time
import warnings

import mnist_idx
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier


def main():
    job = mnist_idx.job()
    if job.network != "dense":
        sys.exit("scikit-learn has no convolution: expected --network dense, got " + job.network)
    train_x, train_y, test_x, test_y = mnist_idx.load(job.images, job.data)
    network = MLPClassifier(
        hidden_layer_sizes=(job.hidden,),
        activation="relu",
        solver="adam",
        learning_rate_init=0.001,
        batch_size=job.batch,
        max_iter=job.epochs,
        alpha=0,
        shuffle=True,
        random_state=job.seed,
    )
    begin = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # a few epochs are the job, not convergence
        network.fit(train_x, train_y)
    training_seconds = time.perf_counter() - begin
    evaluation = mnist_idx.evaluate(lambda: network.predict(test_x), test_y, mnist_idx.NETWORKS[job.network][0])
    mnist_idx.print_result("scikit-learn", sklearn.__version__, job.threads, training_seconds, [], evaluation)


if __name__ == "__main__":
    main()
