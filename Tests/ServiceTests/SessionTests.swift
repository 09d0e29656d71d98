import Recoveries
import Testing

@testable import Service

@Suite("Sessions")
struct SessionTests {
    @Test("a session is found again in its cookie, for its own recovery, for half an hour")
    func roundTrip() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne("pi_1"))
        let other = try await world.openOne("pi_2")
        let session = world.session(of: visit)
        let cookie = world.sessions.cookie(for: session)
        #expect(world.sessions.session(in: cookie, for: visit.recovery.id) == session)
        #expect(world.sessions.session(in: cookie, for: other.id) == nil)
        world.turnClock(by: .seconds(1800))
        #expect(world.sessions.session(in: cookie, for: visit.recovery.id) == nil)
    }

    @Test("a cookie changed in any character opens nothing")
    func forged() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne())
        let cookie = Array(world.sessions.cookie(for: world.session(of: visit)))
        for index in cookie.indices {
            var changed = cookie
            changed[index] = changed[index] == "A" ? "B" : "A"
            #expect(world.sessions.session(in: String(changed), for: visit.recovery.id) == nil)
        }
    }

    @Test("a CSRF token belongs to one session, and is no cookie")
    func csrf() async throws {
        let world = try await World()
        let visit = try await world.visitByNewLink(to: try await world.openOne())
        let (mine, theirs) = (world.session(of: visit), world.session(of: visit))
        let token = world.sessions.csrfToken(for: mine)
        #expect(world.sessions.isValid(csrfToken: token, for: mine))
        #expect(!world.sessions.isValid(csrfToken: token, for: theirs))
        #expect(world.sessions.session(in: token, for: visit.recovery.id) == nil)
    }
}
