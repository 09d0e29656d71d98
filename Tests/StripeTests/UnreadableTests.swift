import Stripe
import Testing

@Suite("a reply that Stripe would not give")
struct UnreadableTests {
    @Test(
        "a reply without a field that matters is unreadable, and the error names the field",
        arguments: [
            (#"{"status": "succeeded", "amount": 1, "currency": "eur"}"#, "id"),
            (#"{"id": "pi_1", "amount": 1, "currency": "eur"}"#, "status"),
            (#"{"id": "pi_1", "status": "succeeded", "currency": "eur"}"#, "amount"),
            (#"{"id": "pi_1", "status": "succeeded", "amount": 1}"#, "currency"),
            (#"{"id": "pi_1", "status": "succeeded", "amount": "1", "currency": "eur"}"#, "amount"),
            (#"{"id": "pi_1", "status": "succeeded", "amount": 1.5, "currency": "eur"}"#, "amount"),
            (#"{"id": "pi_1", "status": "succeeded", "amount": 99999999999999999999, "currency": "eur"}"#, "amount"),
            (#"{"id": "pi_1", "status": "succeeded", "amount": 1, "currency": "euro"}"#, "currency"),
            (#"{"id": "pi_1", "status": null, "amount": 1, "currency": "eur"}"#, "status"),
        ])
    func missingField(body: String, field: String) async {
        let error = await Rig([.reply(200, body)]).failure()
        #expect(error?.code == .unreadable)
        #expect(error?.message.contains(field) == true)
    }

    @Test(
        "what is not JSON is unreadable",
        arguments: ["", "null", "[]", "<html>It works!</html>", #"{"id": "pi_1""#, "\u{FEFF}{}", "{\"id\": \"\u{0}\"}"])
    func garbage(body: String) async {
        #expect(await Rig([.reply(200, body)]).failure()?.code == .unreadable)
    }

    @Test("JSON nested a hundred thousand deep is unreadable, and harms nobody")
    func deep() async {
        let body = String(repeating: "[", count: 100_000)
        #expect(await Rig([.reply(200, body)]).failure()?.code == .unreadable)
    }

    @Test("an answer about another PaymentIntent is not taken for this one")
    func otherIntent() async {
        let body = Recorded.intent("succeeded").replacing(#""pi_1""#, with: #""pi_2""#)
        #expect(await Rig([.reply(200, body)]).failure()?.code == .unreadable)
    }

    @Test("a 200 that is unreadable is not asked for again")
    func noRetry() async {
        let rig = Rig([.reply(200, "{}"), .reply(200, Recorded.intent("succeeded"))])
        _ = await rig.failure()
        #expect(rig.transport.requests.count == 1)
    }

    @Test("a redirect is not Stripe's answer", arguments: [301, 302, 307])
    func redirect(status: Int) async {
        let error = await Rig([.reply(status, "", [("Location", "https://elsewhere.example/")])]).failure()
        #expect(error?.code == .unreadable)
    }
}
