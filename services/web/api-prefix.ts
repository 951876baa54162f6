/** Everything below is for programs: bearer tokens, JSON problems, no cookies. Pages about the API are not below it. */
export const apiPrefix = '/api/v1/';
