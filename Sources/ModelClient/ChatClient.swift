import AsyncHTTPClient
import Glibc
public import JSONTree
import NIOCore
import NIOHTTP1
public import Synthesis

/// Asks an OpenAI-compatible chat endpoint, and asks again where that may help.
///
///     let client = try ChatClient(.init(baseURL: "http://127.0.0.1:8000/v1"))
///
/// A class, because it owns connections: they end with it.
public final class ChatClient: ChatService {
    /// Where the endpoint is and how patient the client is.
    public struct Configuration: Sendable {
        /// The address without `/chat/completions`.
        public var baseURL: String
        /// The secret that the server asks for; it is sent and never shown.
        public var key: String?
        /// How long one attempt may take, in seconds.
        public var deadline: Double
        /// How often a request is sent before it is given up.
        public var attempts: Int
        /// The first wait between attempts, in seconds.
        public var firstWait: Double
        /// No wait is longer, but for one that the server asks for.
        public var longestWait: Double

        /// Describes an endpoint.
        public init(
            baseURL: String, key: String? = nil, deadline: Double = 120, attempts: Int = 6,
            firstWait: Double = 1, longestWait: Double = 60
        ) {
            self.baseURL = baseURL
            self.key = key
            self.deadline = deadline
            self.attempts = attempts
            self.firstWait = firstWait
            self.longestWait = longestWait
        }
    }

    /// A response longer than this is none.
    private static let longestResponse = 16 << 20

    private let configuration: Configuration
    private let url: String
    private let client: HTTPClient

    /// Makes a client for an endpoint.
    ///
    /// - Throws: ``Synthesis/SynthesisError`` if the address is none.
    public init(_ configuration: Configuration) throws(SynthesisError) {
        let base = configuration.baseURL
        guard base.hasPrefix("http://") || base.hasPrefix("https://") else {
            throw SynthesisError(
                .badInput, "\(base) is no address; it begins with http:// or https://")
        }
        var trimmed = base
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        url = trimmed.hasSuffix("/chat/completions") ? trimmed : trimmed + "/chat/completions"
        self.configuration = configuration
        var settings = HTTPClient.Configuration()
        settings.timeout.connect = .seconds(15)
        settings.redirectConfiguration = .disallow
        settings.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// The address, as provenance may show it: without what could be a secret.
    public var place: String {
        let base = configuration.baseURL
        guard let start = base.firstRange(of: "://")?.upperBound else { return "" }
        let visible = base[start...].prefix { $0 != "?" && $0 != "#" }
        let host = visible.prefix { $0 != "/" }
        let user = host.lastIndex(of: "@").map { host.index(after: $0) } ?? host.startIndex
        return String(base[..<start]) + String(visible[user...])
    }

    // Here and not in a function to be called: a client that an error left behind would stop the
    // process, because `HTTPClient` traps when it goes without having been shut down.
    deinit {
        client.shutdown { _ in }
    }

    /// The response to a request, as JSON.
    public func response(
        to request: JSON, isWhole: @escaping @Sendable (JSON) -> Bool
    ) async throws -> JSON {
        let body = ByteBuffer(string: request.text(.compact))
        var plan = RetryPlan(
            attempts: configuration.attempts, firstWait: configuration.firstWait,
            longestWait: configuration.longestWait,
            seed: body.readableBytesView.reduce(0) { $0 &* 31 &+ UInt64($1) })
        while true {
            // An attempt is paid for: it comes to its end even if the run is stopped meanwhile.
            let attempt = Task { () async throws -> Result<JSON, Problem> in
                try await self.attempt(body, isWhole)
            }
            switch try await attempt.value {
            case .success(let response): return response
            case .failure(let problem):
                switch plan.decide(after: problem.outcome) {
                case .wait(let seconds): try await Task.sleep(for: .seconds(seconds))
                case .giveUp: throw failure(of: problem)
                }
            }
        }
    }

    // MARK: Attempts

    private struct Problem: Error {
        var outcome: RetryPlan.Outcome
        /// What the server or the system said.
        var words: String
    }

    private func attempt(
        _ body: ByteBuffer, _ isWhole: @escaping @Sendable (JSON) -> Bool
    ) async throws -> Result<JSON, Problem> {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "User-Agent", value: "diorama")
        if let key = configuration.key {
            request.headers.add(name: "Authorization", value: "Bearer \(key)")
        }
        request.body = .bytes(body)
        let deadline = NIODeadline.now() + .milliseconds(Int64(configuration.deadline * 1000))
        do {
            let response = try await client.execute(request, deadline: deadline)
            let bytes = try await response.body.collect(upTo: ChatClient.longestResponse)
            let text = String(buffer: bytes)
            guard response.status == .ok else {
                let promised = response.headers.first(name: "Retry-After").flatMap {
                    RetryAfter.seconds(
                        $0, sentAt: response.headers.first(name: "Date"), now: { time(nil) })
                }
                return .failure(
                    Problem(
                        outcome: .status(Int(response.status.code), retryAfter: promised),
                        words: text))
            }
            guard let json = try? JSON.parse(text), isWhole(json) else {
                return .failure(Problem(outcome: .format, words: text))
            }
            return .success(json)
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as HTTPClientError {
            switch error {
            case .cancelled: throw CancellationError()
            case .deadlineExceeded, .readTimeout, .writeTimeout:
                return .failure(Problem(outcome: .timeout, words: "\(error)"))
            default: return .failure(Problem(outcome: .connection, words: "\(error)"))
            }
        } catch is NIOTooManyBytesError {
            return .failure(Problem(outcome: .format, words: "a response of more than 16 MiB"))
        } catch {
            try Task.checkCancellation()
            return .failure(Problem(outcome: .connection, words: "\(error)"))
        }
    }

    private func failure(of problem: Problem) -> ChatFailure {
        let (kind, what): (String, String) =
            switch problem.outcome {
            case .status(429, _): ("model-rate-limit", "it limits the rate of requests")
            case .status(let code, _) where code >= 500: ("model-server", "it failed with \(code)")
            case .status(let code, _): ("model-refusal", "it answered \(code)")
            case .timeout: ("model-timeout", "it answered nothing in time")
            case .connection: ("model-connection", "there is no connection to it")
            case .format: ("model-format", "its answer is not of the API's form")
            }
        var words = problem.words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if words.count > 200 { words = words.prefix(200) + "…" }
        if let key = configuration.key { words = words.replacing(key, with: "[key]") }
        return ChatFailure(
            kind: kind, message: "\(url): \(what)" + (words.isEmpty ? "" : " (\(words))"),
            isFinal: RetryPlan.concernsAll(problem.outcome))
    }
}
