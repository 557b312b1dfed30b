/// How to wait for something that only looking tells: without giving up the thread for what ends
/// at once, and without holding it for what does not.
///
/// Time in which nobody could look does not count: where other work holds every thread, a command
/// that was done long ago would else run into its deadline.
struct Patience {
    private let start = ContinuousClock().now
    private let deadline: Duration
    private var late = Duration.zero

    init(_ deadline: Duration) {
        self.deadline = deadline
    }

    var elapsed: Duration { ContinuousClock().now - start - late }
    var isOver: Bool { elapsed >= deadline }

    /// Waits a little, the longer the more was waited already; less if there is output.
    mutating func wait(for output: Descriptor) async {
        let elapsed = elapsed
        if elapsed < .milliseconds(4) {
            output.waitForInput(microseconds: 60)
        } else {
            let pause = min(Duration.milliseconds(5), max(.microseconds(200), elapsed / 20))
            try? await Task.sleep(for: pause)
            late += max(.zero, self.elapsed - elapsed - pause - .milliseconds(100))
        }
    }
}
