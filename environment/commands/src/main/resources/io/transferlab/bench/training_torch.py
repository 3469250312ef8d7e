"""The Sketch network in PyTorch, trained and run when asked for: the peer of `lab bench`.

Reads lines "train STEPS BATCH" or "infer STEPS BATCH" and answers each with pictures a second.
Same layers, sizes and optimiser as the Java side; channels_last, PyTorch's own fast layout.
"""
import sys
import time

import torch
from torch import nn

CLASSES = 28


def network():
    layers, channels = [], 3
    for width, depth in zip((16, 32, 64, 128, 128), (2, 2, 3, 3, 3)):
        for _ in range(depth):
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU(inplace=True)]
            channels = width
        layers.append(nn.MaxPool2d(2))
    layers.append(nn.Flatten())
    for _ in range(2):
        layers += [nn.Linear(512, 512), nn.ReLU(inplace=True)]
    layers.append(nn.Linear(512, CLASSES))
    return nn.Sequential(*layers).to(memory_format=torch.channels_last)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    model = network()
    optimizer = torch.optim.Adam(model.parameters(), 1e-4)
    print("torch " + torch.__version__, flush=True)
    for line in sys.stdin:
        kind, steps, batch = line.split()
        steps, batch = int(steps), int(batch)
        x = torch.rand(batch, 3, 64, 64).contiguous(memory_format=torch.channels_last)
        y = torch.arange(batch) % CLASSES
        start = time.perf_counter()
        for _ in range(steps):
            if kind == "train":
                optimizer.zero_grad()
                nn.functional.cross_entropy(model(x), y).backward()
                optimizer.step()
            else:
                with torch.inference_mode():
                    torch.softmax(model(x), 1)
        print(steps * batch / (time.perf_counter() - start), flush=True)


if __name__ == "__main__":
    main()
