package dev.chasqui.inbound.event;

import dev.chasqui.schemas.ContactAddress;
import dev.chasqui.schemas.ContactCard;
import dev.chasqui.schemas.ContactEmail;
import dev.chasqui.schemas.ContactPhone;
import dev.chasqui.schemas.ContactUrl;
import dev.chasqui.schemas.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads positions and contact cards. Pure. */
final class Cards {

  private Cards() {}

  static Location location(JsonNode object) {
    return Location.newBuilder()
        .setLatitude(object.path("latitude").asDouble(0))
        .setLongitude(object.path("longitude").asDouble(0))
        .setName(Json.text(object, "name"))
        .setAddress(Json.text(object, "address"))
        .setUrl(Json.text(object, "url"))
        .build();
  }

  static List<ContactCard> contacts(JsonNode cards) {
    return list(cards, Cards::contact);
  }

  private static ContactCard contact(JsonNode card) {
    JsonNode name = card.path("name");
    JsonNode organisation = card.path("org");
    return ContactCard.newBuilder()
        .setFormattedName(Json.text(name, "formatted_name", ""))
        .setFirstName(Json.text(name, "first_name"))
        .setLastName(Json.text(name, "last_name"))
        .setMiddleName(Json.text(name, "middle_name"))
        .setPrefix(Json.text(name, "prefix"))
        .setSuffix(Json.text(name, "suffix"))
        .setPhones(list(card.path("phones"), Cards::phone))
        .setEmails(list(card.path("emails"), Cards::email))
        .setUrls(list(card.path("urls"), Cards::url))
        .setAddresses(list(card.path("addresses"), Cards::address))
        .setCompany(Json.text(organisation, "company"))
        .setDepartment(Json.text(organisation, "department"))
        .setTitle(Json.text(organisation, "title"))
        .setBirthday(Json.text(card, "birthday"))
        .build();
  }

  private static ContactPhone phone(JsonNode phone) {
    return ContactPhone.newBuilder()
        .setPhone(Json.text(phone, "phone"))
        .setType(Json.text(phone, "type"))
        .setWaId(Json.text(phone, "wa_id"))
        .build();
  }

  private static ContactEmail email(JsonNode email) {
    return ContactEmail.newBuilder()
        .setEmail(Json.text(email, "email"))
        .setType(Json.text(email, "type"))
        .build();
  }

  private static ContactUrl url(JsonNode url) {
    return ContactUrl.newBuilder()
        .setUrl(Json.text(url, "url"))
        .setType(Json.text(url, "type"))
        .build();
  }

  private static ContactAddress address(JsonNode address) {
    return ContactAddress.newBuilder()
        .setStreet(Json.text(address, "street"))
        .setCity(Json.text(address, "city"))
        .setState(Json.text(address, "state"))
        .setZip(Json.text(address, "zip"))
        .setCountry(Json.text(address, "country"))
        .setCountryCode(Json.text(address, "country_code"))
        .setType(Json.text(address, "type"))
        .build();
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    List<T> items = new ArrayList<>();
    array.forEach(item -> items.add(read.apply(item)));
    return items;
  }
}
