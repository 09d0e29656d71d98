import Recoveries
import Testing

@testable import Service

@Suite("Saving a card by the merchant API", .timeLimit(.minutes(5)))
struct SetupAPITests {
    private let body = #"{"setup_intent":"seti_1","notify":false}"#

    @Test("it is written with its SetupIntent; what belongs to a payment is null")
    func shape() async throws {
        try await Site.serving { site in
            site.stripe.setSetupIntent("seti_1", status: "requires_payment_method")
            let reply = try await site.call("POST", "/recoveries", body)
            #expect(reply.status == 201)
            #expect(reply.text.contains(#""setup_intent":"seti_1""#))
            for field in ["payment_intent", "amount", "currency"] {
                #expect(reply.text.contains(#""\#(field)":null"#))
            }
            #expect(reply.json["step"] as? String == "new_card")
        }
    }

    @Test(
        "a request names one intent, and no money for a card",
        arguments: [
            (#"{"setup_intent":"seti_1","payment_intent":"pi_1"}"#, "setup_intent"), (#"{}"#, "payment_intent"),
            (#"{"setup_intent":"pi_1"}"#, "setup_intent"), (#"{"setup_intent":7}"#, "setup_intent"),
            (#"{"setup_intent":"seti_1","amount":1,"currency":"eur"}"#, "amount"),
            (#"{"setup_intent":"seti_1","publishable_key":"pk_test_1"}"#, "client_secret"),
            (#"{"setup_intent":"seti_1","client_secret":"seti_1_secret_s"}"#, "publishable_key"),
        ])
    func refused(body: String, param: String) async throws {
        try await Site.serving { site in
            site.stripe.setSetupIntent("seti_1", status: "requires_payment_method")
            let reply = try await site.call("POST", "/recoveries", body)
            #expect(reply.status == 400)
            #expect(reply.json["param"] as? String == param)
        }
    }

    @Test("a list is narrowed by SetupIntent; a PaymentIntent's filter finds no card")
    func listed() async throws {
        try await Site.serving { site in
            try await site.open("pi_1")
            site.stripe.setSetupIntent("seti_1", status: "requires_payment_method")
            let opened = try await site.call("POST", "/recoveries", body)
            let id = try #require(opened.json["id"] as? String)
            for (query, found) in [
                ("setup_intent=seti_1", [id]), ("payment_intent=seti_1", []), ("setup_intent=pi_1", []),
            ] {
                let list = try await site.call("GET", "/recoveries?\(query)")
                #expect((list.json["data"] as? [[String: Any]])?.compactMap { $0["id"] as? String } == found)
            }
        }
    }

    @Test("the page's script gets the SetupIntent and its secret, and afterwards Stripe's word counts")
    func released() async throws {
        try await Site.serving { site in
            site.stripe.setSetupIntent("seti_1", status: "requires_payment_method")
            let opened = try await site.call("POST", "/recoveries", body)
            let id = try #require((opened.json["id"] as? String).flatMap { RecoveryID($0) })
            let browser = try await Browser(site, link: try await site.link(to: id), recovery: id)
            let csrf = try await browser.csrf()
            let secret = try await browser.ask("POST", "secret", csrf: csrf)
            #expect(
                secret.text == """
                    {"account":null,"client_secret":"seti_1_secret_s","mode":"new_card","payment_intent":null,\
                    "publishable_key":"pk_test_1","saved_payment_method":null,"setup_intent":"seti_1"}
                    """)
            #expect(try await browser.ask("POST", "result", csrf: csrf).json["state"] as? String == "open")
            site.stripe.setSetupIntent("seti_1", status: "succeeded", method: "pm_1")
            #expect(try await browser.ask("POST", "result", csrf: csrf).json["state"] as? String == "succeeded")
            let read = try await site.call("GET", "/recoveries/\(id)")
            let card = read.json["card"] as? [String: String]
            #expect(card == ["payment_method": "pm_1", "brand": "visa", "last4": "4242"])
        }
    }
}
