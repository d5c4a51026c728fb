import OIntCore
import OIntRunning

/// Tools that ask for one thing after the other: services, their methods, their parameters.
struct ReferenceTools {
    let runner: MethodRunner

    /// The tools.
    var all: [Tool] { [services, variables, methods, parameters, execute] }

    private var catalog: MethodCatalog { runner.catalog }

    private var services: Tool {
        let catalog = catalog
        return Tool(
            name: "get_services", title: "Get services",
            description: "Lists the services whose methods can be executed.",
            hints: .looksUp
        ) { _, _ in
            ToolResult([
                "services": .array(
                    catalog.openLibraries.map { ["name": .string($0.name), "title": .string($0.title)] })
            ])
        }
    }

    private var variables: Tool {
        let variables = runner.settings.variables
        return Tool(
            name: "get_variables", title: "Get variables",
            description:
                "Lists the variables that can stand in place of values, such as @@Token; their values are not shown.",
            hints: .looksUp
        ) { _, _ in
            var result: JSONObject = ["vars": .array(variables.names.map { .string($0) })]
            if let uses = variables.uses { result.append("for", .object(uses)) }
            return ToolResult(result)
        }
    }

    private var methods: Tool {
        let catalog = catalog
        return Tool(
            name: "get_service_methods", title: "Get methods of a service",
            description: "Lists the methods of a service.",
            arguments: [Self.serviceArgument], hints: .looksUp
        ) { arguments, _ in
            let service = arguments.text("service")
            try arguments.finish()
            let entries = catalog.entries(of: try catalog.libraries.library(named: service.trimmed))
            return ToolResult([
                "methods": .array(
                    entries.map { ["name": .string($0.method.name), "description": .string($0.method.summary)] })
            ])
        }
    }

    private var parameters: Tool {
        let catalog = catalog
        return Tool(
            name: "get_method_parameters", title: "Get parameters of a method",
            description: "Lists the parameters of a method.",
            arguments: [Self.serviceArgument, Self.methodArgument], hints: .looksUp
        ) { arguments, _ in
            let (service, method) = (arguments.text("service"), arguments.text("method"))
            try arguments.finish()
            let entry = try catalog.entry(method, in: service)
            return ToolResult(["parameters": .array(entry.method.parameters.map(Self.description))])
        }
    }

    private var execute: Tool {
        let runner = runner
        return Tool(
            name: "execute_method", title: "Execute a method",
            description: "Executes a method of a service; a value @@Name stands for a variable.",
            arguments: [
                Self.serviceArgument, Self.methodArgument,
                .required("parameters", "The values of the method's parameters by name.", type: "object"),
            ],
            hints: Tool.Hints(effect: runner.settings.access.isReadOnly ? .reads : .destroys, isOpenWorld: true)
        ) { arguments, context in
            var request = MethodRunner.Request(library: arguments.text("service"), method: arguments.text("method"))
            request.options = arguments.object("parameters")
            try arguments.finish()
            var result = try await runner.run(request, context)
            let object: JSONObject = ["execution_result": .string(result.texts.joined(separator: "\n"))]
            (result.texts, result.structured) = ([JSON.object(object).text(.compact)], object)
            return result
        }
    }

    private static func description(_ parameter: ParameterDescriptor) -> JSON {
        var object: JSONObject = [
            "name": .string(parameter.name), "types": .array(OptionSchema.types(parameter.kind).map { .string($0) }),
            "description": .string(parameter.summary),
        ]
        object.append("default_value", OptionSchema.defaultValue(parameter) ?? .null)
        object.append("required", .bool(parameter.isRequired))
        return .object(object)
    }

    private static let serviceArgument = ToolArgument.required(
        "service", "The service's name, one of those that get_services lists.")
    private static let methodArgument = ToolArgument.required(
        "method", "The method's name, one of those that get_service_methods lists.")
}
