// A helper for tests inside @rjsf/core names ajv, which an application with vmspec has no need of.
export default undefined;
