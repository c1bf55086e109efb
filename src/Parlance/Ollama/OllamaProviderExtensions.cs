namespace Parlance;

/// <summary>From a provider to the management of its models, where it is an Ollama server.</summary>
public static class OllamaProviderExtensions
{
    extension(Provider provider)
    {
        /// <summary>
        /// The models of an Ollama server, to list, fetch and delete; null for a provider that is none, for which
        /// <see cref="OllamaManager.For"/> throws.
        /// </summary>
        public OllamaManager? AsOllama() => OllamaManager.IsOllama(provider) ? OllamaManager.For(provider) : null;
    }
}
