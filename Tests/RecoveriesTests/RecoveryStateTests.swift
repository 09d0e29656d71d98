import Recoveries
import Testing

@Suite("the states of a recovery")
struct RecoveryStateTests {
    static let passages: [RecoveryState: Set<RecoveryState>] = [
        .open: [.processing, .succeeded, .canceled, .failed, .expired, .revoked],
        .processing: [.open, .succeeded, .canceled, .failed, .expired, .revoked],
    ]

    @Test("every pair of states is as drawn", arguments: RecoveryState.allCases, RecoveryState.allCases)
    func passage(from: RecoveryState, to next: RecoveryState) {
        #expect(from.canBecome(next) == (Self.passages[from]?.contains(next) ?? false))
    }

    @Test("settled is what nothing follows", arguments: RecoveryState.allCases)
    func settled(state: RecoveryState) {
        #expect(state.isSettled == !RecoveryState.allCases.contains { state.canBecome($0) })
    }

    @Test("states are written as the database checks them")
    func rawValues() {
        let names = ["open", "processing", "succeeded", "canceled", "failed", "expired", "revoked"]
        #expect(RecoveryState.allCases.map(\.rawValue) == names)
    }
}
