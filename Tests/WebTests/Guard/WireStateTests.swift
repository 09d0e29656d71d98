import NIOCore
import Testing

@testable import Web

@Suite("Until when a connection may go on")
struct WireStateTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func at(_ seconds: Int64) -> NIODeadline { start + .seconds(seconds) }

    @Test("who connects and says nothing is cut when a head should have come")
    func mute() {
        #expect(WireState(WireDeadlines(), now: start).deadline == at(10))
    }

    @Test("header fields that trickle in have ten seconds, however many bytes come")
    func slowHead() {
        var state = WireState(WireDeadlines(), now: start)
        for second in 5...14 { state.receivedBytes(now: at(Int64(second))) }
        #expect(state.deadline == at(15))
    }

    @Test("a body that trickles in has thirty seconds from the request's first byte")
    func slowBody() {
        var state = WireState(WireDeadlines(), now: start)
        state.receivedBytes(now: at(1))
        state.receivedHead(now: at(2))
        for second in 3...29 { state.receivedBytes(now: at(Int64(second))) }
        #expect(state.deadline == at(31))
        state.receivedEnd(now: at(30))
        #expect(state.deadline == at(61))
    }

    @Test("an answer that comes before the body is complete does not put off the body's end")
    func earlyAnswer() {
        var state = WireState(WireDeadlines(), now: start)
        state.receivedHead(now: start)
        state.answered(now: at(1))
        for second in 2...29 { state.receivedBytes(now: at(Int64(second))) }
        #expect(state.deadline == at(30))
        state.receivedEnd(now: at(29))
        #expect(state.deadline == at(89))
    }

    @Test("a connection may rest between requests, and its next request has the same time as the first")
    func rest() {
        var state = WireState(WireDeadlines(), now: start)
        state.receivedHead(now: start)
        state.receivedEnd(now: start)
        state.answered(now: at(1))
        #expect(state.deadline == at(61))
        state.receivedBytes(now: at(50))
        #expect(state.deadline == at(60))
        state.receivedHead(now: at(55))
        state.receivedEnd(now: at(55))
        #expect(state.deadline == at(110))
    }

    @Test("requests that were sent all at once each have their time, and none is put off by bytes that follow")
    func pipelined() {
        var state = WireState(WireDeadlines(), now: start)
        for _ in 0..<3 {
            state.receivedHead(now: start)
            state.receivedEnd(now: start)
        }
        #expect(state.deadline == at(60))
        state.answered(now: at(20))
        #expect(state.deadline == at(80))
        state.receivedBytes(now: at(70))
        #expect(state.deadline == at(80))
        state.answered(now: at(71))
        state.answered(now: at(72))
        #expect(state.deadline == at(132))
    }

    @Test("after our last word the other side has little time to hang up, and nothing it sends gains more")
    func parting() {
        var state = WireState(WireDeadlines(), now: start)
        state.receivedHead(now: start)
        state.receivedEnd(now: start)
        state.parted(now: at(1))
        state.answered(now: at(1))
        state.receivedBytes(now: at(2))
        state.receivedHead(now: at(3))
        state.receivedEnd(now: at(3))
        #expect(state.deadline == at(11))
    }

    @Test("an answer that nobody asked for, as after bytes that are not HTTP, does no harm")
    func unasked() {
        var state = WireState(WireDeadlines(), now: start)
        state.receivedBytes(now: at(1))
        state.answered(now: at(2))
        state.parted(now: at(2))
        #expect(state.deadline == at(12))
    }
}
