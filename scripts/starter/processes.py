"""A training in several processes: each takes its part of every batch, and they average what they learn from it. Threads that
wait for one another after every operation are slow where other programs run."""

import contextlib
from pathlib import Path

import torch


def started(rank, ranks, work, lesson, arguments):
    torch.set_num_threads(1)
    if ranks > 1:
        torch.distributed.init_process_group("gloo", init_method=f"file://{work}/meeting", rank=rank, world_size=ranks)
    lesson(rank, ranks, *arguments)


def run(ranks, work, lesson, *arguments):
    """Calls `lesson(rank, ranks, *arguments)` in each process and waits for all."""
    if ranks == 1:
        return started(0, 1, work, lesson, arguments)
    with contextlib.suppress(FileNotFoundError):
        (Path(work) / "meeting").unlink()
    torch.multiprocessing.spawn(started, (ranks, str(work), lesson, arguments), nprocs=ranks)


def share_gradients(net, ranks):
    if ranks == 1:
        return
    learned = []
    for p in net.parameters():
        if p.requires_grad:  # what one process had no example of, another may have
            p.grad = torch.zeros_like(p) if p.grad is None else p.grad
            learned.append(p.grad)
    flat = torch._utils._flatten_dense_tensors(learned)
    torch.distributed.all_reduce(flat)
    for grad, mean in zip(learned, torch._utils._unflatten_dense_tensors(flat / ranks, learned)):
        grad.copy_(mean)


def follow(mean, net, step, kept):
    """Moves the running mean of the weights, which counts fewer of them while there are few."""
    keep = min(kept, (1 + step) / (10 + step))
    now = net.state_dict()
    names = [k for k, v in now.items() if v.is_floating_point()]
    torch._foreach_lerp_([mean[k] for k in names], [now[k] for k in names], 1 - keep)
