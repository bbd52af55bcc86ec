package aikit.cli.output;

import aikit.batch.Item;
import aikit.batch.Outcomes;

/// Outcomes that are given out at once and remembered by nobody: a later run begins anew.
abstract class OneWay implements Outcomes {

    @Override
    public final Earlier earlier(Item.Ready item, String fingerprint) {
        return Earlier.NONE;
    }

    @Override
    public void finish(boolean complete) {}

    @Override
    public void close() {}
}
