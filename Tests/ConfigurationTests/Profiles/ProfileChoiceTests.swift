import OIntConfiguration
import OIntCore
import Testing

@Suite("Which profile is in force")
struct ProfileChoiceTests {
    @Test("The call names it, or the environment, the project, the settings; or else it is the default")
    func order() async throws {
        let home = try Home()
        let variable = ["OINT_PROFILE": "c"]
        #expect(try home.configuration().profile().description == "default")
        try home.writeSettings("default-profile = 'a'\n")
        #expect(try home.configuration().profile().description == "a")
        try await home.writeProject("profile = 'b'\n")
        #expect(try home.configuration().profile().description == "b")
        #expect(try home.configuration(variable).profile().description == "c")
        #expect(try home.configuration(variable).profile("d").description == "d")
        #expect(try home.configuration(["OINT_PROFILE": ""]).profile().description == "b")
    }

    @Test("The nearest project file counts, in the working directory or above it")
    func nearest() async throws {
        let home = try Home()
        try await home.writeProject("profile = 'above'\n")
        #expect(try home.configuration(in: "project/deep/below").profile().description == "above")
        try await home.writeProject("profile = 'near'\n", in: "project/deep")
        #expect(try home.configuration(in: "project/deep/below").profile().description == "near")
        #expect(try home.configuration(in: "project").profile().description == "above")
    }

    @Test("A profile that does not exist is refused with the nearest one", arguments: ["--profile", "OINT_PROFILE"])
    func unknown(place: String) async throws {
        let home = try Home()
        try home.writeSettings("[profile.work.shop]\ncount = 1\n")
        let configuration = home.configuration(place == "OINT_PROFILE" ? ["OINT_PROFILE": "wrok"] : [:])
        await #expect {
            _ = try await configuration.found(profile: place == "--profile" ? "wrok" : nil)
        } throws: {
            "\($0)" == "there is no profile 'wrok', did you mean work?"
        }
    }

    @Test("A profile that has nothing but secrets exists")
    func secretsOnly() async throws {
        let home = try Home()
        try await home.configuration().set("token", "s3cr3t", in: try ProfileName("vault"))
        #expect(try home.configuration().profileNames() == ["vault"])
        #expect(try await home.configuration().found(profile: "vault") == ["token": ["s3cr3t"]])
    }

    @Test("Names that could lead elsewhere are no names", arguments: ["", "a/b", "..", "a b", "ä", "a.b"])
    func badName(name: String) {
        #expect(throws: UsageError.self) { try ProfileName(name) }
    }

    @Test("XDG_CONFIG_HOME moves the folder, unless it is relative")
    func places() {
        func folder(_ base: String?) -> String {
            var environment = ["HOME": "/home/ann"]
            environment["XDG_CONFIG_HOME"] = base
            return ConfigurationPlaces(environment: environment).folder
        }
        #expect(folder(nil) == "/home/ann/.config/oint")
        #expect(folder("/etc/ann") == "/etc/ann/oint")
        #expect(folder("etc") == "/home/ann/.config/oint")
    }
}
