import Environments

/// What a dialogue by itself says of the shop.
struct ShopRecord {
    /// The dialogue's id.
    let id: String
    /// What the agent was to buy.
    let instruction: String
    /// The message that says so, by its index.
    let opening: Int
    /// What its pages say, in order.
    let learnt: [ShopJudge.Learnt]
    /// What the agent bought in the end, with the chosen options.
    let purchase: (asin: String, choices: [OptionChoice])?
    /// The shop that follows from it.
    let stock: InferredStock

    /// Hears a dialogue from its beginning to its end.
    init(_ episode: RecordedEpisode, _ judge: ShopJudge) {
        var judge = judge
        for turn in episode.turns { _ = judge.judge(turn) }
        id = episode.id
        instruction = judge.instruction
        opening = episode.taskIndex
        learnt = judge.learnt
        purchase = judge.purchase
        stock = judge.stock
    }
}
