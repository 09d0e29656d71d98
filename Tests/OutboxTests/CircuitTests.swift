import Recoveries
import Testing

@testable import Outbox

@Suite("A channel's circuit")
struct CircuitTests {
    private let noon = Instant(seconds: 1_800_000_000)

    @Test("closed, it permits what is wanted", arguments: [0, 1, 32])
    func closed(wanted: Int) {
        var circuit = Circuit()
        #expect(circuit.permits(wanted, now: noon) == wanted)
        #expect(circuit.wake(due: noon) == noon)
    }

    @Test("an answer for one message alone leaves it closed and is no change")
    func staysClosed() {
        var circuit = Circuit()
        let changed = circuit.note(rest: nil, now: noon)
        #expect(!changed)
        #expect(circuit.permits(32, now: noon) == 32)
    }

    @Test("a failure of the whole destination is a change, and nothing is permitted until the rest is over")
    func rests() {
        var circuit = resting()
        #expect(circuit.wake(due: noon) == noon + .seconds(60))
        #expect(circuit.permits(32, now: noon) == 0)
        #expect(circuit.permits(32, now: noon + .milliseconds(59_999)) == 0)
    }

    @Test("what is due after the rest is waited for until it is due")
    func dueAfterRest() {
        #expect(resting().wake(due: noon + .seconds(90)) == noon + .seconds(90))
    }

    @Test("failures of messages that were in flight prolong the rest and are no change")
    func restsLonger() {
        var circuit = resting()
        let changed = circuit.note(rest: .seconds(60), now: noon + .seconds(5))
        #expect(!changed)
        #expect(circuit.wake(due: noon) == noon + .seconds(65))
    }

    @Test("after the rest one message tries it out, and no other while that one is out")
    func probes() {
        var circuit = resting()
        let after = noon + .seconds(60)
        #expect(circuit.permits(32, now: after) == 1)
        #expect(circuit.permits(32, now: after) == 0)
        #expect(circuit.permits(32, now: after + .seconds(600)) == 0)
        #expect(circuit.wake(due: after) == nil)
    }

    @Test("a probe that nobody wants is not spent")
    func nobodyWants() {
        var circuit = resting()
        #expect(circuit.permits(0, now: noon + .seconds(60)) == 0)
        #expect(circuit.permits(1, now: noon + .seconds(60)) == 1)
    }

    @Test("a probe that fails lets it rest again, and that is no news")
    func probeFails() {
        var circuit = probing()
        let changed = circuit.note(rest: .seconds(60), now: noon + .seconds(61))
        #expect(!changed)
        #expect(circuit.wake(due: noon) == noon + .seconds(121))
    }

    @Test("a probe that is answered closes it")
    func probeSucceeds() {
        var circuit = probing()
        let changed = circuit.note(rest: nil, now: noon + .seconds(61))
        #expect(changed)
        #expect(circuit.permits(32, now: noon + .seconds(61)) == 32)
    }

    @Test("a probe that was not made is made by the next message")
    func probeNotMade() {
        var circuit = probing()
        circuit.probeWasNotMade(now: noon + .seconds(61))
        #expect(circuit.wake(due: noon) == noon + .seconds(61))
        #expect(circuit.permits(32, now: noon + .seconds(61)) == 1)
    }

    @Test("a message that was not sent changes nothing while it is closed or rests")
    func notProbing() {
        var (closed, rests) = (Circuit(), resting())
        closed.probeWasNotMade(now: noon)
        rests.probeWasNotMade(now: noon)
        #expect(closed == Circuit())
        #expect(rests == resting())
    }

    private func resting() -> Circuit {
        var circuit = Circuit()
        let changed = circuit.note(rest: .seconds(60), now: noon)
        #expect(changed)
        return circuit
    }

    private func probing() -> Circuit {
        var circuit = resting()
        #expect(circuit.permits(1, now: noon + .seconds(60)) == 1)
        return circuit
    }
}
