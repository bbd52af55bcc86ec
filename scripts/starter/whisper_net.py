"""The network: parameters of transformers' Whisper, run here in bfloat16 and on windows shorter than the ten seconds that
it is made for, with three more lessons for the training: the phonemes by CTC on what the encoder hears and, where the synthesizer
tells it, the phoneme of every 20 ms, and where some heads of the decoder are to look."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, HEADS, ENCODER, DECODER, POSITIONS, LENGTH = 256, 4, 4, 2, 500, 192
# (layer, head) of the decoder that look at what is written next, as training asks of them: the times of words come from these.
LOOKING = [(0, 0), (0, 1), (1, 0), (1, 1)]
MELS = 80


def configured(words):
    from transformers import WhisperConfig, WhisperForConditionalGeneration

    config = WhisperConfig(
        vocab_size=words.size, num_mel_bins=MELS, d_model=WIDTH, encoder_layers=ENCODER, decoder_layers=DECODER,
        encoder_attention_heads=HEADS, decoder_attention_heads=HEADS, encoder_ffn_dim=4 * WIDTH,
        decoder_ffn_dim=4 * WIDTH, max_source_positions=POSITIONS, max_target_positions=LENGTH, dropout=0.0,
        decoder_start_token_id=words.sot, bos_token_id=words.eot, eos_token_id=words.eot, pad_token_id=words.eot,
        begin_suppress_tokens=None, suppress_tokens=None, median_filter_width=7)
    return WhisperForConditionalGeneration(config)


def begun(words):
    """A new model. Its timestamps begin as the encoder's own mark of that moment, so that a time is first a place."""
    model = configured(words)
    with torch.no_grad():
        places = model.model.encoder.embed_positions.weight
        embed = model.model.decoder.embed_tokens.weight
        embed.normal_(0, WIDTH ** -0.5)
        embed[words.first_time:] = torch.cat([places, places[-1:]]) * (2 / WIDTH) ** 0.5
        at = torch.arange(LENGTH)[:, None] * torch.exp(-math.log(1e4) * torch.arange(WIDTH // 2) / (WIDTH // 2 - 1))
        model.model.decoder.embed_positions.weight.copy_(torch.cat([at.sin(), at.cos()], 1) * WIDTH ** -0.5)
    return model


def mel_filters():
    from transformers.audio_utils import mel_filter_bank

    return torch.from_numpy(mel_filter_bank(num_frequency_bins=201, num_mel_filters=MELS, min_frequency=0.0,
                                            max_frequency=8000.0, sampling_rate=16000, norm="slaney",
                                            mel_scale="slaney").astype(np.float32).T.copy())


FILTERS, HANN = mel_filters(), torch.hann_window(400)


def log_mel(pcm, warp=None):
    """What WhisperFeatureExtractor makes of [batch, samples]; `warp` [batch] moves the frequencies first."""
    power = torch.stft(pcm, 400, 160, window=HANN.to(pcm.device), return_complex=True)[..., :-1].abs().square()
    if warp is not None:
        power = warped(power, warp)
    made = (FILTERS.to(pcm.device) @ power).clamp(min=1e-10).log10()
    made = torch.maximum(made, made.amax((1, 2), keepdim=True) - 8)
    return (made + 4) / 4


def warped(power, factor, knee=0.8):
    """Vocal tract length perturbation (Jaitly and Hinton 2013): frequencies times `factor`, up to a knee from where they meet
    the highest one in a straight line. [batch, bins, frames]"""
    last = power.shape[1] - 1
    bins, factor = torch.arange(last + 1, device=power.device), factor[:, None]
    turn = knee * last / factor.clamp(min=1)
    at = torch.where(bins <= turn, bins * factor, last - (last - bins) * (last - turn * factor) / (last - turn))
    left = at.long().clamp(max=last - 1)
    low, high = (power.gather(1, i[..., None].expand_as(power)) for i in (left, left + 1))
    return torch.lerp(low, high, (at - left)[..., None])


def masked(mel, generator):
    """SpecAugment (Park et al. 2019): two bands and some moments of each window left out."""
    batch, _, frames = mel.shape

    def left_out(count, widest):
        first, width = (torch.randint(0, n, (batch, 1), generator=generator, device=mel.device)
                        for n in (count - widest, widest + 1))
        at = torch.arange(count, device=mel.device)
        return (at >= first) & (at < first + width)

    for _ in range(2):
        mel = mel.masked_fill(left_out(MELS, 14)[:, :, None], 0)
    for _ in range(max(1, frames // 250)):
        mel = mel.masked_fill(left_out(frames, 20)[:, None], 0)
    return mel


class Runner(nn.Module):
    """`model` run by hand. `drop` is the dropout of what a layer adds."""

    def __init__(self, model, phonemes, drop=0.0, kind=torch.bfloat16):
        super().__init__()
        self.model, self.drop, self.kind = model, drop, kind
        self.phonemes = nn.Linear(WIDTH, phonemes + 1)
        self.moments = nn.Linear(WIDTH, phonemes + 1)

    def linear(self, layer, x):
        return F.linear(x, layer.weight.to(self.kind), None if layer.bias is None else layer.bias.to(self.kind))

    def norm(self, layer, x):
        return F.layer_norm(x, (WIDTH,), layer.weight, layer.bias).to(self.kind)

    def attend(self, layer, x, other, causal=False, looks=None):
        batch, count, _ = x.shape

        def heads(y):
            return y.view(batch, -1, HEADS, WIDTH // HEADS).transpose(1, 2)

        q, k, v = (heads(self.linear(p, y)) for p, y in ((layer.q_proj, x), (layer.k_proj, other), (layer.v_proj, other)))
        if looks is None and x.is_cuda:
            made = F.scaled_dot_product_attention(q, k, v, is_causal=causal)
        else:  # quicker so on a processor; and what is looked at is to be seen
            scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
            if causal:
                scores = scores + torch.full((count, count), -1e4, dtype=x.dtype, device=x.device).triu(1)
            shares = torch.softmax(scores, -1)
            if looks is not None:
                looks.append(shares)
            made = shares @ v
        return self.linear(layer.out_proj, made.transpose(1, 2).reshape(batch, count, WIDTH))

    def added(self, x, y):
        return x + F.dropout(y.float(), self.drop, self.training)

    def inner(self, layer, x):
        h = F.gelu(self.linear(layer.fc1, self.norm(layer.final_layer_norm, x)))
        return self.added(x, self.linear(layer.fc2, h))

    def hear(self, mel):
        """[batch, 80, frames] -> [batch, frames / 2, width]"""
        e = self.model.model.encoder
        x = mel.to(self.kind)
        for conv, stride in ((e.conv1, 1), (e.conv2, 2)):
            x = F.gelu(F.conv1d(x, conv.weight.to(self.kind), conv.bias.to(self.kind), stride=stride, padding=1))
        x = x.transpose(1, 2).float()
        x = x + e.embed_positions.weight[:x.shape[1]]
        for layer in e.layers:
            h = self.norm(layer.self_attn_layer_norm, x)
            x = self.inner(layer, self.added(x, self.attend(layer.self_attn, h, h)))
        return self.norm(e.layer_norm, x)

    def write(self, tokens, heard, looks=None):
        """Logits, float. `looks` gets what each layer looks at: [batch, heads, tokens, frames]."""
        d = self.model.model.decoder
        x = F.embedding(tokens, d.embed_tokens.weight) + d.embed_positions.weight[:tokens.shape[1]]
        for layer in d.layers:
            h = self.norm(layer.self_attn_layer_norm, x)
            x = self.added(x, self.attend(layer.self_attn, h, h, causal=True))
            h = self.norm(layer.encoder_attn_layer_norm, x)
            x = self.inner(layer, self.added(x, self.attend(layer.encoder_attn, h, heard, looks=looks)))
        return F.linear(self.norm(d.layer_norm, x), d.embed_tokens.weight.to(self.kind)).float()

    def spelled(self, heard):
        return F.log_softmax(self.linear(self.phonemes, heard).float(), -1)


def spelling_loss(runner, heard, known, said, lengths):
    """CTC (Graves et al. 2006) of the phonemes of the windows `known`."""
    if not len(known):
        return heard.sum() * 0.0
    spelled = runner.spelled(heard.index_select(0, known)).transpose(0, 1)
    frames = torch.full((len(known),), spelled.shape[0])
    return F.ctc_loss(spelled, said, frames, lengths, zero_infinity=True)


def moment_loss(runner, heard, labels):
    if not (labels >= 0).any():
        return heard.sum() * 0.0
    return F.cross_entropy(runner.linear(runner.moments, heard).float().flatten(0, 1), labels.flatten())


def look_loss(looks, spans):
    """How much of the looking goes elsewhere than to the word that is written next; `spans` [batch, tokens, 2] in seconds, less
    than zero where nobody knows."""
    known = (spans[..., 1] > 0).float()
    frames = torch.arange(looks[0].shape[-1], device=spans.device) / 50
    inside = ((frames >= spans[..., :1] - 0.08) & (frames <= spans[..., 1:] + 0.08)).to(looks[0].dtype)
    shares = [(looks[layer][:, head] * inside).sum(-1, dtype=torch.float) for layer, head in LOOKING]
    return sum(-((s + 1e-4).log() * known).sum() for s in shares) / known.sum().clamp(min=1) / len(shares)


def answer_loss(logits, answers, words, smoothing=0.1):
    """Cross entropy; an answer that is a time may be a little early or late. Logits are [batch, tokens, vocabulary]."""
    kept, asked = (answers >= 0).float(), answers.clamp(min=0)
    scores = F.log_softmax(logits, -1)
    plain = -scores.gather(-1, asked[..., None])[..., 0]
    smooth = -scores[..., :words.eot].mean(-1)
    offsets = torch.arange(-4, 5, device=answers.device)
    weight = torch.exp(-offsets.float() ** 2 / 8)
    near = (asked[..., None] + offsets).clamp(words.first_time, words.size - 1)
    soon = -(scores.gather(-1, near) * (weight / weight.sum())).sum(-1)
    timed = answers >= words.first_time
    loss = torch.where(timed, soon, (1 - smoothing) * plain + smoothing * smooth)
    texts = kept * ~timed
    right = ((logits.argmax(-1) == answers) * texts).sum() / texts.sum().clamp(min=1)
    return (loss * kept).sum() / kept.sum().clamp(min=1), right
