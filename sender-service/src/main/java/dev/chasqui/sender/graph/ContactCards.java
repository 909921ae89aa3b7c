package dev.chasqui.sender.graph;

import dev.chasqui.schemas.ContactAddress;
import dev.chasqui.schemas.ContactCard;
import dev.chasqui.schemas.ContactEmail;
import dev.chasqui.schemas.ContactPhone;
import dev.chasqui.schemas.ContactUrl;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Contact cards as the Graph API writes them. */
final class ContactCards {

  private ContactCards() {}

  static ArrayNode json(List<ContactCard> cards) {
    return array(cards, ContactCards::card);
  }

  private static ObjectNode card(ContactCard card) {
    ObjectNode object = object();
    object.set("name", name(card));
    GraphJson.set(object, "phones", array(card.getPhones(), ContactCards::phone));
    GraphJson.set(object, "emails", array(card.getEmails(), ContactCards::email));
    GraphJson.set(object, "urls", array(card.getUrls(), ContactCards::url));
    GraphJson.set(object, "addresses", array(card.getAddresses(), ContactCards::address));
    GraphJson.set(object, "org", organisation(card));
    GraphJson.put(object, "birthday", card.getBirthday());
    return object;
  }

  private static ObjectNode name(ContactCard card) {
    ObjectNode name = object().put("formatted_name", card.getFormattedName());
    GraphJson.put(name, "first_name", card.getFirstName());
    GraphJson.put(name, "last_name", card.getLastName());
    GraphJson.put(name, "middle_name", card.getMiddleName());
    GraphJson.put(name, "prefix", card.getPrefix());
    GraphJson.put(name, "suffix", card.getSuffix());
    return name;
  }

  private static ObjectNode organisation(ContactCard card) {
    ObjectNode organisation = object();
    GraphJson.put(organisation, "company", card.getCompany());
    GraphJson.put(organisation, "department", card.getDepartment());
    GraphJson.put(organisation, "title", card.getTitle());
    return organisation;
  }

  private static ObjectNode phone(ContactPhone phone) {
    ObjectNode object = object();
    GraphJson.put(object, "phone", phone.getPhone());
    GraphJson.put(object, "type", phone.getType());
    GraphJson.put(object, "wa_id", phone.getWaId());
    return object;
  }

  private static ObjectNode email(ContactEmail email) {
    ObjectNode object = object();
    GraphJson.put(object, "email", email.getEmail());
    GraphJson.put(object, "type", email.getType());
    return object;
  }

  private static ObjectNode url(ContactUrl url) {
    ObjectNode object = object();
    GraphJson.put(object, "url", url.getUrl());
    GraphJson.put(object, "type", url.getType());
    return object;
  }

  private static ObjectNode address(ContactAddress address) {
    ObjectNode object = object();
    GraphJson.put(object, "street", address.getStreet());
    GraphJson.put(object, "city", address.getCity());
    GraphJson.put(object, "state", address.getState());
    GraphJson.put(object, "zip", address.getZip());
    GraphJson.put(object, "country", address.getCountry());
    GraphJson.put(object, "country_code", address.getCountryCode());
    GraphJson.put(object, "type", address.getType());
    return object;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> write) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    items.forEach(item -> array.add(write.apply(item)));
    return array;
  }
}
