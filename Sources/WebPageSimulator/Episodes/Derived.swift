import Environments

extension WebPageWorld {
    func derivedTask(_ id: DerivedTask) throws(EnvironmentError) -> WebPageTask {
        throw .unsupported("this world derives no tasks")
    }
}
