package aikit.image.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The boxes of a HEIF file, which AVIF is too (ISO/IEC 14496-12, clause 8.11; ISO/IEC 23008-12): its items, what is said
/// of each, and where their bytes are. Boxes of films are passed over.
final class HeifBoxes {

    /// One thing in the file: a coded picture, or how others make one.
    static final class Item {
        String type = "";
        final List<Property> properties = new ArrayList<>();
        /// Where its bytes are: pairs of place and length.
        final List<long[]> extents = new ArrayList<>();
        /// The pictures that it is made of, in their order.
        final List<Integer> parts = new ArrayList<>();
        /// The picture that this belongs to, as a mask of transparency does; 0 for none.
        int master;

        /// The first property of a kind, or null.
        Property first(String kind) {
            return properties.stream().filter(property -> property.kind.equals(kind)).findFirst().orElse(null);
        }
    }

    /// @param at where its content begins; `length` of the content
    record Property(String kind, int at, int length) {}

    /// More items or properties than the tiles of a picture of 100 million pixels need, as telephones make them.
    private static final int MOST = 4096;

    private final Bytes bytes;
    private final Map<Integer, Item> items = new HashMap<>();
    private final List<Property> shelf = new ArrayList<>();
    private int primary;
    private int data = -1;
    private int boxes;

    HeifBoxes(Bytes bytes) {
        this.bytes = bytes;
        each(0, bytes.size(), (kind, box) -> {
            if (kind.equals("meta") && items.isEmpty()) {
                each(box.at + 4, box.at + box.length, this::meta);
            }
        });
    }

    /// The item that the file is about, or null.
    Item primary() {
        return items.get(primary);
    }

    Item item(int number) {
        return items.get(number);
    }

    /// The mask of transparency of the primary item, or null (ISO/IEC 23008-12, 6.5.8; the names are of HEVC and MPEG-B).
    Item mask() {
        for (Item item : items.values()) {
            Property kind = item.first("auxC");
            if (item.master == primary && kind != null) {
                String name = bytes.text(kind.at + 4, kind.length - 4, StandardCharsets.ISO_8859_1);
                if (name.contains("auxiliary:alpha") || name.contains("auxid:1")) {
                    return item;
                }
            }
        }
        return null;
    }

    /// The bytes of an item, which may lie in pieces.
    byte[] content(Item item) {
        long size = 0;
        for (long[] extent : item.extents) {
            size += extent[1];
            if (extent[1] < 0 || extent[1] > bytes.size() || size > bytes.size()) {
                throw bytes.cutOff();
            }
        }
        if (item.extents.isEmpty()) {
            throw bytes.cutOff();
        }
        byte[] content = new byte[(int) size];
        int to = 0;
        for (long[] extent : item.extents) {
            byte[] part = bytes.part(extent[0], extent[1]);
            System.arraycopy(part, 0, content, to, part.length);
            to += part.length;
        }
        return content;
    }

    /// Goes through the boxes in a part of the file; the last one may reach to its end.
    private void each(long from, long end, BiConsumer<String, Property> use) {
        long at = from;
        while (at + 8 <= end) {
            long length = bytes.u32(at) & 0xFFFFFFFFL;
            int head = 8;
            if (length == 1) {
                length = bytes.u64(at + 8);
                head = 16;
            } else if (length == 0) {
                length = end - at;
            }
            String kind = bytes.text((int) at + 4, 4, StandardCharsets.ISO_8859_1);
            if (length < head || length > end - at) {
                throw bytes.cutOff();
            }
            if (++boxes > 8 * MOST) {
                throw bytes.damaged("it has too many parts");
            }
            use.accept(kind, new Property(kind, (int) at + head, (int) length - head));
            at += length;
        }
    }

    private void meta(String kind, Property box) {
        switch (kind) {
            case "pitm" -> primary = bytes.u8(box.at) == 0 ? bytes.u16(box.at + 4) : bytes.u32(box.at + 4);
            case "iinf" -> each(box.at + (bytes.u8(box.at) == 0 ? 6 : 8), box.at + box.length, this::entry);
            case "iloc" -> locations(box);
            case "idat" -> data = box.at;
            case "iref" -> {
                boolean wide = bytes.u8(box.at) != 0;
                each(box.at + 4, box.at + box.length, (name, reference) -> refer(name, reference.at, wide));
            }
            case "iprp" -> each(box.at, box.at + box.length, (name, part) -> {
                if (name.equals("ipco")) {
                    each(part.at, part.at + part.length, (_, property) -> shelf.add(property));
                } else if (name.equals("ipma")) {
                    associate(part);
                }
            });
            default -> {
                // Groups, protection, names.
            }
        }
    }

    private Item known(int number) {
        if (items.size() > MOST) {
            throw bytes.damaged("it has too many parts");
        }
        return items.computeIfAbsent(number, _ -> new Item());
    }

    private void entry(String kind, Property box) {
        int version = bytes.u8(box.at);
        if (kind.equals("infe") && version >= 2) {
            int number = version == 2 ? bytes.u16(box.at + 4) : bytes.u32(box.at + 4);
            known(number).type = bytes.text(box.at + (version == 2 ? 8 : 10), 4, StandardCharsets.ISO_8859_1);
        }
    }

    private void refer(String kind, int at, boolean wide) {
        int size = wide ? 4 : 2;
        Item from = known(number(at, wide));
        int count = bytes.u16(at + size);
        for (int i = 0; i < Math.min(count, MOST); i++) {
            int to = number(at + size + 2 + i * size, wide);
            if (kind.equals("dimg")) {
                from.parts.add(to);
            } else if (kind.equals("auxl")) {
                from.master = to;
            }
        }
    }

    private int number(int at, boolean wide) {
        return wide ? bytes.u32(at) : bytes.u16(at);
    }

    private void associate(Property box) {
        boolean wide = bytes.u8(box.at) > 0;
        boolean large = (bytes.u8(box.at + 3) & 1) != 0;
        long count = bytes.u32(box.at + 4) & 0xFFFFFFFFL;
        int at = box.at + 8;
        for (long i = 0; i < count; i++) {
            Item item = known(number(at, wide));
            at += wide ? 4 : 2;
            int properties = bytes.u8(at++);
            for (int p = 0; p < properties; p++, at += large ? 2 : 1) {
                int index = large ? bytes.u16(at) & 0x7FFF : bytes.u8(at) & 0x7F;
                if (index > 0 && index <= shelf.size() && item.properties.size() < 64) {
                    item.properties.add(shelf.get(index - 1));
                }
            }
        }
    }

    private void locations(Property box) {
        int version = bytes.u8(box.at);
        int sizes = bytes.u16(box.at + 4);
        int at = box.at + 6;
        long count = version < 2 ? bytes.u16(at) : bytes.u32(at) & 0xFFFFFFFFL;
        at += version < 2 ? 2 : 4;
        for (long i = 0; i < count; i++) {
            Item item = known(number(at, version == 2));
            at += version == 2 ? 4 : 2;
            int method = version == 0 ? 0 : bytes.u16(at) & 15;
            at += version == 0 ? 2 : 4;
            long base = sized(at, sizes >> 4 & 15) + (method == 1 ? data(box) : 0);
            at += sizes >> 4 & 15;
            int extents = bytes.u16(at);
            at += 2;
            for (int e = 0; e < extents; e++) {
                at += version == 0 ? 0 : sizes & 15;
                long place = base + sized(at, sizes >> 12);
                long length = sized(at + (sizes >> 12), sizes >> 8 & 15);
                at += (sizes >> 12) + (sizes >> 8 & 15);
                if (method > 1 || item.extents.size() > MOST) {
                    throw bytes.damaged("its parts are not in it");
                }
                item.extents.add(new long[]{place, length == 0 ? bytes.size() - place : length});
            }
        }
    }

    /// Where the data box is, which may stand behind the places that are counted from it.
    private long data(Property locations) {
        for (int at = locations.at + locations.length; data < 0 && at + 8 <= bytes.size();) {
            if (bytes.text(at + 4, 4, StandardCharsets.ISO_8859_1).equals("idat")) {
                data = at + 8;
            }
            int length = bytes.u32(at);
            if (length < 8) {
                break;
            }
            at = Math.addExact(at, Math.min(length, bytes.size()));
        }
        if (data < 0) {
            throw bytes.cutOff();
        }
        return data;
    }

    private long sized(int at, int size) {
        return switch (size) {
            case 0 -> 0;
            case 4 -> bytes.u32(at) & 0xFFFFFFFFL;
            case 8 -> bytes.u64(at);
            default -> throw bytes.damaged("its parts are not in it");
        };
    }
}
