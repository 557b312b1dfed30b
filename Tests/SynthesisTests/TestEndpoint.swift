import JSONTree
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A chat endpoint on the loopback interface that does what a test wants of it.
final class TestEndpoint: Sendable {
    /// What it does with a request.
    enum Answer: Sendable {
        /// A message of the assistant.
        case reply(String)
        /// A whole body, with a status and headers.
        case body(String, status: Int = 200, headers: [String: String] = [:])
        /// Nothing, ever.
        case stall
        /// The connection is closed at once.
        case drop
    }

    private let channel: any Channel
    private let log: RequestLog

    /// The address to give to a client.
    var baseURL: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)/v1" }

    /// The requests so far, in the order in which they came.
    var requests: [JSON] { log.requests.withLock { $0 } }

    /// Starts an endpoint.
    ///
    /// - Parameter answer: takes the number of the request, from 0, and its body.
    init(_ answer: @escaping @Sendable (Int, JSON) -> Answer) async throws {
        let log = RequestLog()
        self.log = log
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(
                        RequestHandler(answer: answer, log: log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async throws {
        try await channel.close()
    }
}

private final class RequestLog: Sendable {
    let requests = Mutex<[JSON]>([])
}

private final class RequestHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: @Sendable (Int, JSON) -> TestEndpoint.Answer
    private let log: RequestLog
    private var body = ByteBuffer()

    init(answer: @escaping @Sendable (Int, JSON) -> TestEndpoint.Answer, log: RequestLog) {
        self.answer = answer
        self.log = log
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: body.clear()
        case .body(var part): body.writeBuffer(&part)
        case .end: respond(context)
        }
    }

    private func respond(_ context: ChannelHandlerContext) {
        let request = (try? JSON.parse(String(buffer: body))) ?? .null
        let number = log.requests.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        switch answer(number, request) {
        case .reply(let text):
            let response: JSON = [
                "choices": [["message": ["role": "assistant", "content": .string(text)]]],
                "usage": ["prompt_tokens": 1, "completion_tokens": 1],
            ]
            send(response.text(), status: 200, headers: [:], context)
        case .body(let text, let status, let headers):
            send(text, status: status, headers: headers, context)
        case .stall: break
        case .drop: context.close(promise: nil)
        }
    }

    private func send(
        _ text: String, status: Int, headers: [String: String], _ context: ChannelHandlerContext
    ) {
        var fields = HTTPHeaders(headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        fields.add(name: "Content-Length", value: "\(text.utf8.count)")
        let head = HTTPResponseHead(
            version: .http1_1, status: .init(statusCode: status), headers: fields)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
}
