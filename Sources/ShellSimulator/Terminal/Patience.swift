/// How to wait for something that only looking tells: without giving up the thread for what ends
/// at once, and without holding it for what does not.
///
/// Time in which nobody could look does not count: where other work holds every thread, a command
/// that was done long ago would else run into its deadline.
struct Patience {
    private let start = ContinuousClock().now
    private let deadline: Duration
    private var late = Duration.zero
    /// What has gone by when the present stretch of waiting began.
    private var stretch = Duration.zero
    /// How long to wait without a sign before looking again, in microseconds.
    private var pause = 60

    init(_ deadline: Duration) {
        self.deadline = deadline
    }

    var elapsed: Duration { ContinuousClock().now - start - late }
    var isOver: Bool { elapsed >= deadline }

    /// Begins to wait for something else, which may come at once again.
    mutating func begin() {
        stretch = elapsed
        pause = 60
    }

    /// Waits a little, the longer the more was waited already; less if there is output.
    ///
    /// - Parameter end: becomes readable with what is waited for, where there is such a thing.
    mutating func wait(for output: Descriptor, or end: Descriptor? = nil) async {
        let elapsed = elapsed
        let waited = elapsed - stretch
        if waited < .milliseconds(4) {
            // What is waited for comes shortly after a sign, so that it is looked for more often.
            let hasSign = output.waitForInput(or: end, microseconds: end == nil ? pause : 2000)
            pause = hasSign ? 60 : min(2 * pause, 500)
        } else {
            // Who prints much waits until it is taken away.
            let most: Duration =
                output.waitForInput(or: nil, microseconds: 0)
                ? .microseconds(200) : .milliseconds(5)
            let pause = min(most, max(.microseconds(400), waited / 10))
            try? await Task.sleep(for: pause)
            late += max(.zero, self.elapsed - elapsed - pause - .milliseconds(100))
        }
    }
}
