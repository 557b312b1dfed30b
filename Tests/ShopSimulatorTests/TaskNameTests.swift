import Environments
import Testing

@testable import ShopSimulator

@Suite struct TaskNameTests {
    @Test(arguments: [
        "synthetic:0", "synthetic:17<50", "human:3<none", "human:*", "synthetic:*", "derived:4:2",
        "said:wool socks, please",
    ])
    func `Every form of a task is one of the world's`(id: String) throws {
        let world = try ShopWorld(path: ShippedWorldTests.bazaar)
        #expect(try world.hasTask(id))
        var visit = world.makeEnvironment()
        _ = try visit.reset(to: id, seed: 3)
    }

    @Test(arguments: [
        ("synthetic:99999", "counted from 0"), ("human:-1", "no task human:-1"),
        ("synthetic:1<", "synthetic:N<50"), ("synthetic:1<5.5", "synthetic:N<50"),
        ("derived:x:1", "derived:SEED:N"),
    ])
    func `An id that resembles one is refused with what is wrong`(
        id: String, complaint: String
    ) throws {
        let world = try ShopWorld(path: ShippedWorldTests.bazaar)
        let error = #expect(throws: EnvironmentError.self) { try world.hasTask(id) }
        #expect(error?.code == .unknownTask)
        #expect(error?.message.contains(complaint) == true, "\(error?.message ?? "")")
        #expect(try !world.hasTask("socks"))
    }
}
