package aikit.audio.subtitle;

/// Texts for tests.
final class Samples {

    static final String HARBOUR = "Good evening, and welcome to the harbour museum. Tonight we will follow the story of a "
            + "lighthouse keeper who lived on this rock for almost forty years, although nobody on the mainland knew his "
            + "name. Yes. He wrote a letter every week, but he never sent one of them, because the boat that brought his "
            + "bread and his oil did not take any post. Dr. Miller, our historian, found four hundred of these letters in "
            + "a wall. \"They were dry as the day he wrote them,\" she says. What do they tell us? Mostly about the "
            + "weather, the price of flour & the habits of seabirds, which he counted twice a day with a patience that "
            + "would put many a scientist to shame.";

    private Samples() {}
}
