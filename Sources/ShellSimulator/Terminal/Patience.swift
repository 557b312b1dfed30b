/// How to wait for something that only looking tells: without giving up the thread for what ends
/// at once, and without holding it for what does not.
struct Patience {
    private let start = ContinuousClock().now
    private let deadline: Duration

    init(_ deadline: Duration) {
        self.deadline = deadline
    }

    var elapsed: Duration { ContinuousClock().now - start }
    var isOver: Bool { elapsed >= deadline }

    /// Waits a little, the longer the more was waited already; less if there is output.
    func wait(for output: Descriptor) async {
        let elapsed = elapsed
        if elapsed < .milliseconds(4) {
            output.waitForInput(microseconds: 60)
        } else {
            let pause = min(Duration.milliseconds(5), max(.microseconds(200), elapsed / 20))
            try? await Task.sleep(for: pause)
        }
    }
}
