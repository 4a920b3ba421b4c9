package io.jitjdbc.audit.ocsf;

/** The classes of OCSF that events belong to. */
enum EventClass {
  AUTHORIZE_SESSION(3, "Identity & Access Management", 3003, "Authorize Session"),
  ENTITY_MANAGEMENT(3, "Identity & Access Management", 3004, "Entity Management"),
  DATASTORE_ACTIVITY(6, "Application Activity", 6005, "Datastore Activity");

  private final int category;
  private final String categoryName;
  private final int id;
  private final String caption;

  EventClass(int category, String categoryName, int id, String caption) {
    this.category = category;
    this.categoryName = categoryName;
    this.id = id;
    this.caption = caption;
  }

  /** The members by which a reader tells what an event is. */
  Json classify(int activity, String activityName) {
    return new Json()
        .put("category_uid", category)
        .put("category_name", categoryName)
        .put("class_uid", id)
        .put("class_name", caption)
        .put("activity_id", activity)
        .put("activity_name", activityName)
        .put("type_uid", id * 100 + activity)
        .put("type_name", caption + ": " + activityName);
  }
}
