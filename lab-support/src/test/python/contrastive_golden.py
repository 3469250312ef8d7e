"""Loss and slopes of the contrastive loss, for InfoNceTest; run with Debian's python3-torch 1.13.1."""
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def rows(n, d, a, b, c, f):
    """Rows that can be written down anywhere: f(a i + b j + c)."""
    i = torch.arange(n, dtype=torch.float64)[:, None]
    j = torch.arange(d, dtype=torch.float64)[None, :]
    return f(a * i + b * j + c)


x, t = rows(6, 5, 5, 3, 1, torch.sin), rows(6, 4, 2, 7, 2, torch.cos)
wp = rows(5, 3, 1, 4, 1, torch.sin).requires_grad_()
wt = rows(4, 3, 3, 2, 2, torch.cos).requires_grad_()
log_scale = torch.log(torch.tensor(1 / 0.07)).requires_grad_()


def show(left_out):
    for weights in (wp, wt, log_scale):
        weights.grad = None
    logits = F.normalize(x @ wp, dim=1) @ F.normalize(t @ wt, dim=1).T * log_scale.exp()
    for pair in left_out:
        mask = torch.zeros(6, 6, dtype=bool)
        mask[pair] = True
        logits = logits.masked_fill(mask, float("-inf"))
    own = torch.arange(6)
    loss = (F.cross_entropy(logits, own) + F.cross_entropy(logits.T, own)) / 2
    loss.backward()
    print(float(loss), float(log_scale.grad))
    print(wp.grad.tolist())
    print(wt.grad.tolist())


show([])
show([(0, 1), (2, 4), (4, 2)])  # these pairs are true as well

# Three steps of Adam.
w = torch.tensor([[0.5, -1.0], [2.0, 0.1]], requires_grad=True)
adam = torch.optim.Adam([w], lr=0.1)
for _ in range(3):
    adam.zero_grad()
    ((w - torch.tensor([[1.0, 2.0], [3.0, 4.0]])) ** 2).sum().backward()
    adam.step()
print(w.tolist())
