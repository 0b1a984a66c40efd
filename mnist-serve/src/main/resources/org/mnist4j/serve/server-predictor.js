/** The predictor of the served page: the server that the page comes from. */
async function json(path, remedy, options) {
  try {
    const response = await fetch(path, options);
    return { ok: response.ok, body: await response.json() };
  } catch {
    throw new Error(`The server does not answer. Is it still running?${remedy}`);
  }
}

/** The model's name, input, classNames, parameters, and facts to show. */
export async function describe() {
  return (await json('model', ' Then reload this page.')).body;
}

/** Predicts a grey drawing, row by row from 0 to 255; the answer is that of POST /predict. */
export async function predict(width, height, pixels) {
  const { ok, body } = await json('predict', '', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ width, height, pixels }),
  });
  if (!ok) {
    throw new Error(`The server rejected the drawing: ${body.error}`);
  }
  return body;
}
