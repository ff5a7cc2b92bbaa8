/** What `opp doctor` and the administration page find wrong: a sentence that says so and what to do. Holds no secret. */
export class DoctorProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DoctorProblem";
  }
}
