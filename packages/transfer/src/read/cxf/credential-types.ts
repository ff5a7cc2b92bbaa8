import type { FieldNames } from "../../build/unknown-fields.ts";

/** Credentials that are a list of fields: what kind of item they make, and their fields' names. A new type is one entry here. */
export const CREDENTIAL_TYPES: Readonly<
  Record<string, { readonly kind: string; readonly names: FieldNames }>
> = {
  "credit-card": {
    kind: "card",
    names: {
      number: ["Card number", "hidden"],
      fullName: "Cardholder",
      cardType: "Brand",
      verificationNumber: ["Security code", "hidden"],
      pin: ["PIN", "hidden"],
      expiryDate: "Expires",
    },
  },
  address: {
    kind: "identity",
    names: {
      streetAddress: "Address 1",
      postalCode: "Postal code",
      city: "City",
      territory: "State",
      country: "Country",
      tel: "Phone",
    },
  },
  "person-name": {
    kind: "identity",
    names: {
      title: "Title",
      given: "First name",
      given2: "Middle name",
      surname: "Last name",
    },
  },
  "identity-document": {
    kind: "identity",
    names: {
      documentNumber: ["Document number", "hidden"],
      identificationNumber: ["Identification number", "hidden"],
      fullName: "Full name",
      birthDate: ["Date of birth", "date"],
      birthPlace: "Place of birth",
      sex: "Gender",
      issuingCountry: "Country",
    },
  },
  passport: {
    kind: "identity",
    names: {
      passportNumber: ["Passport number", "hidden"],
      nationalIdentificationNumber: ["Identification number", "hidden"],
      fullName: "Full name",
      birthDate: ["Date of birth", "date"],
      birthPlace: "Place of birth",
      sex: "Gender",
      issuingCountry: "Country",
    },
  },
  "drivers-license": {
    kind: "identity",
    names: {
      licenseNumber: ["Licence number", "hidden"],
      fullName: "Full name",
      birthDate: ["Date of birth", "date"],
      territory: "State",
      country: "Country",
    },
  },
};
