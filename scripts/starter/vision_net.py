"""The networks: a few convolutions and a ViT, with a GPT-2 that writes, or beside a text half as CLIP has it.

Pictures are [batch, 3, 96, 96], from -1 to 1; the convolutions make 6 by 6 fields of them, which are the ViT's patches.
"""

import torch
from scene_store import FIELDS, THERE, TINTS
from torch import nn

SIDE, WIDTH, HEADS, INNER = 96, 192, 6, 576
ENCODER, DECODER, TEXT, JOINT = 4, 3, 3, 128
WRITTEN = 32  # the most tokens of a caption, with start and end


class Stem(nn.Sequential):
    """Takes the place of a ViT's patch projection: [batch, 3, 96, 96] -> [batch, 192, 6, 6]."""

    def __init__(self):
        super().__init__(
            self.step(3, 64, 4, 4, 0), self.step(64, 64, 3, 1, 1), self.step(64, 128, 3, 2, 1),
            Again(self.step(128, 128, 3, 1, 1)), nn.Conv2d(128, WIDTH, 3, 2, 1))

    @property
    def weight(self):
        """transformers asks a projection for its type."""
        return self[-1].weight

    @staticmethod
    def step(inputs, outputs, size, stride, pad):
        return nn.Sequential(nn.Conv2d(inputs, outputs, size, stride, pad, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Again(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, values):
        return values + self.inner(values)


def captioner(vocab, end):
    from transformers import GPT2Config, ViTConfig, VisionEncoderDecoderConfig, VisionEncoderDecoderModel

    encoder = ViTConfig(hidden_size=WIDTH, num_hidden_layers=ENCODER, num_attention_heads=HEADS, intermediate_size=INNER,
                        image_size=SIDE, patch_size=SIDE // FIELDS, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    decoder = GPT2Config(vocab_size=vocab, n_embd=WIDTH, n_layer=DECODER, n_head=HEADS, n_positions=WRITTEN * 2, n_inner=INNER,
                         bos_token_id=end, eos_token_id=end, attn_pdrop=0.0, embd_pdrop=0.0, resid_pdrop=0.0,
                         add_cross_attention=True, is_decoder=True)
    config = VisionEncoderDecoderConfig.from_encoder_decoder_configs(encoder, decoder)
    config.decoder_start_token_id = config.pad_token_id = config.eos_token_id = config.bos_token_id = end
    model = VisionEncoderDecoderModel(config)
    model.encoder.embeddings.patch_embeddings.projection = Stem()
    model.encoder.pooler = None
    for half in (model.encoder, model.decoder):
        half.set_attn_implementation("eager")  # the fused attention's way back is slow on a CPU
    for setting in (model.config, model.generation_config):
        setting.decoder_start_token_id = setting.pad_token_id = setting.eos_token_id = setting.bos_token_id = end
    model.generation_config.max_length = WRITTEN
    return model


class Captioner(nn.Module):
    """The model that is exported, and a map of what lies in which field: a second lesson that is not exported."""

    def __init__(self, vocab, end):
        super().__init__()
        self.model = captioner(vocab, end)
        self.mapped = nn.Linear(WIDTH, len(THERE) + len(TINTS))

    def see(self, pictures):
        return self.model.encoder(pixel_values=pictures).last_hidden_state

    def write(self, tokens, seen):
        return self.model.decoder(input_ids=tokens, encoder_hidden_states=seen, use_cache=False).logits

    def losses(self, pictures, maps, tokens, answers):
        """(of the caption, of the map, share of captions without any wrong token)"""
        seen = self.see(pictures)
        logits = self.write(tokens, seen).float()
        told = nn.functional.cross_entropy(logits.flatten(0, 1), answers.flatten(), ignore_index=-100)
        exact = ((logits.argmax(-1) == answers) | (answers == -100)).all(1).float().mean()
        return told, map_loss(self.mapped(seen[:, 1:]).float(), maps), exact.detach()


def map_loss(answers, maps):
    """[batch, 36, things and colours] against [batch, 2, 6, 6]; empty fields count little, for most are empty."""
    nouns, tints = answers.split((len(THERE), len(TINTS)), -1)
    loss = 0
    for part, wanted in ((nouns, maps[:, 0]), (tints, maps[:, 1])):
        weights = torch.ones(part.shape[-1])
        weights[0] = 0.15
        loss = loss + nn.functional.cross_entropy(part.flatten(0, 1), wanted.flatten().long(), weights)
    return loss


def clip(vocab, end):
    from transformers import CLIPConfig, CLIPModel

    config = CLIPConfig(
        text_config=dict(vocab_size=vocab, hidden_size=WIDTH, intermediate_size=INNER, num_hidden_layers=TEXT,
                         num_attention_heads=HEADS, max_position_embeddings=77, hidden_act="gelu",
                         bos_token_id=end - 1, eos_token_id=end, pad_token_id=end),
        vision_config=dict(hidden_size=WIDTH, intermediate_size=INNER, num_hidden_layers=ENCODER, num_attention_heads=HEADS,
                           image_size=SIDE, patch_size=SIDE // FIELDS, hidden_act="gelu"),
        projection_dim=JOINT, logit_scale_init_value=2.6592)
    model = CLIPModel._from_config(config, attn_implementation="eager")
    model.vision_model.embeddings.patch_embedding = Stem()
    return model


def seen_by(captioner, model):
    """Gives CLIP's picture half the weights of a captioner's encoder."""
    source, target = captioner.model.encoder, model.vision_model
    target.embeddings.patch_embedding.load_state_dict(source.embeddings.patch_embeddings.projection.state_dict())
    with torch.no_grad():
        target.embeddings.class_embedding.copy_(source.embeddings.cls_token[0, 0])
        target.embeddings.position_embedding.weight.copy_(source.embeddings.position_embeddings[0])
    for old, new in zip(source.encoder.layer, target.encoder.layers):
        for a, b in ((old.attention.attention.query, new.self_attn.q_proj), (old.attention.attention.key, new.self_attn.k_proj),
                     (old.attention.attention.value, new.self_attn.v_proj), (old.attention.output.dense, new.self_attn.out_proj),
                     (old.intermediate.dense, new.mlp.fc1), (old.output.dense, new.mlp.fc2),
                     (old.layernorm_before, new.layer_norm1), (old.layernorm_after, new.layer_norm2)):
            b.load_state_dict(a.state_dict())
    target.post_layernorm.load_state_dict(source.layernorm.state_dict())
