import Hummingbird
import Recoveries
import Service

/// The query of a list: `limit`, `cursor`, `state`, `payment_intent` or `setup_intent`.
struct ListQuery {
    var limit = 20
    var cursor: RecoveryID?
    var state: RecoveryState?
    var intent: (kind: IntentKind, id: String)?

    init(_ request: Request) throws {
        for (name, value) in request.uri.queryParameters {
            switch name {
            case "limit": limit = try Self.limit(String(value))
            case "cursor": cursor = try Self.cursor(String(value))
            case "state": state = try Self.state(String(value))
            case "payment_intent": intent = (.payment, String(value))
            case "setup_intent": intent = (.setup, String(value))
            default:
                throw Problem.invalid(
                    String(name.prefix(64)),
                    "This is not known here. Known: limit, cursor, state, payment_intent, setup_intent.",
                    code: "unknown_parameter")
            }
        }
    }

    private static func limit(_ value: String) throws -> Int {
        guard let limit = Int(value), (1...100).contains(limit) else {
            throw Problem.invalid("limit", "The limit is a number from 1 to 100.")
        }
        return limit
    }

    private static func cursor(_ value: String) throws -> RecoveryID {
        guard let id = RecoveryID(value) else {
            throw Problem.invalid("cursor", "The cursor is the next_cursor of the page before.")
        }
        return id
    }

    private static func state(_ value: String) throws -> RecoveryState {
        guard let state = RecoveryState(rawValue: value) else {
            let known = RecoveryState.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.invalid("state", "A state is one of: \(known).")
        }
        return state
    }
}
