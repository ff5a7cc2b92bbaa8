export const REST_V1_PREFIX = "/api/v1";
