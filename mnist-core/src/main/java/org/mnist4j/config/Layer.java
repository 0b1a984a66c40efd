package org.mnist4j.config;

/** A hidden layer of the network, as a value; the softmax output over the classes is implied. */
public sealed interface Layer permits Dense, Conv2d, MaxPool2d, AvgPool2d, GlobalAvgPool, BatchNorm, Flatten, Dropout {}
