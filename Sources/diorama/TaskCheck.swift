import Environments
import JSONTree

/// Puts the solutions that tasks bring with them to the test.
struct TaskCheck {
    let world: any World
    let printsJSON: Bool

    /// Lists the tasks whose solution does not work; gives their number.
    func run(_ tasks: [TaskDescription], to output: Output) throws(EnvironmentError) -> Int {
        var failures = 0
        var checked = 0
        for task in tasks {
            guard let faults = try world.faults(inTask: task.id) else { continue }
            checked += 1
            if faults.isEmpty { continue }
            failures += 1
            if printsJSON {
                let line: JSON = [
                    "id": .string(task.id), "faults": .array(faults.map { .string($0) }),
                ]
                output.writeLine(line.text(.compact))
            } else {
                for fault in faults {
                    output.writeLine("\(task.id.printable)  \(fault.printable)")
                }
            }
        }
        if !printsJSON {
            let unchecked = tasks.count - checked
            output.writeLine(
                "\(checked) solution\(checked == 1 ? "" : "s") checked, \(failures) "
                    + "\(failures == 1 ? "does" : "do") not work"
                    + (unchecked > 0 ? "; \(unchecked) tasks bring none" : ""))
        }
        return failures
    }
}
