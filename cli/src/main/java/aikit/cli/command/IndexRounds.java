package aikit.cli.command;

import aikit.batch.Item;
import aikit.batch.StoreOutcomes;
import aikit.batch.WalkOptions;
import aikit.cli.BatchRun;
import aikit.cli.input.Names;
import aikit.store.Space;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/// The spaces of a collection that `ai index` fills, one after the other: that of texts and recordings, and that of
/// pictures. One for which nothing comes is not made.
///
/// @param written what goes into the first
/// @param none whether pictures below folders are passed over
record IndexRounds(IndexRound round, IndexRound.Kind written, Recordings recordings, Pictures pictures, boolean none) {

    /// The first space.
    Space space() {
        return written.task().space();
    }

    /// Whether a space is one that is filled, as far as can be told without looking for a model.
    boolean fills(Space other) {
        return other.equals(space()) || isOfPictures(other);
    }

    private boolean isOfPictures(Space other) {
        return pictures.apart() && pictures.task().map(IndexTask::space).filter(other::equals).isPresent();
    }

    IndexRound.Done run(Names names, WalkOptions walk) {
        boolean again = names.repeatable();
        BatchRun.Inputs inputs = new BatchRun.Inputs(
                names, walk, item -> looked(pictures.putAside(item, !again)));
        List<Space> there = round.stores().spaces(round.collection());
        // Looking for the first text puts aside the pictures before it.
        IndexRound.Done done = there.contains(space()) || !inputs.isEmpty()
                ? round.run(written, _ -> inputs)
                : IndexRound.Done.NOTHING;
        if (done.ran().summary().stopped().isPresent()) {
            return done;
        }
        boolean met = pictures.wereMet();
        if (met || !none && there.stream().anyMatch(this::isOfPictures)) {
            return done.and(pictures(again ? names.again() : names.of(pictures.aside()), walk));
        }
        return done;
    }

    private Iterator<Item> looked(Iterator<Item> kept) {
        return kept.hasNext() ? List.of(recordings.look(kept.next())).iterator() : Collections.emptyIterator();
    }

    private IndexRound.Done pictures(Names names, WalkOptions walk) {
        IndexTask task = pictures.task().orElseThrow();
        IndexRound.Kind seen = new IndexRound.Kind(task, task.fingerprint(), task::pipeline);
        StoreOutcomes.Scope scope = round.scope();
        // Where pictures below folders are passed over, none of them has vanished for that.
        IndexRound within = none ? round.within(new StoreOutcomes.Scope(List.of(), scope.retryFailed())) : round;
        WalkOptions alone = none ? walk : Pictures.alone(walk);
        return within.run(seen, outcomes -> new BatchRun.Inputs(names, alone, item -> {
            if (item instanceof Item.Refused refused) {
                outcomes.met(refused); // the first round has told of it
            }
            return pictures.isOne(item) ? List.of(item).iterator() : Collections.emptyIterator();
        }));
    }

    void tellPassedOver() {
        recordings.tellPassedOver();
        pictures.tellPassedOver();
    }
}
